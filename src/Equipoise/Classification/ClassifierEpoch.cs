namespace Equipoise.Classification;

/// <summary>Classifier losses of one epoch, from 1.</summary>
public sealed record ClassifierEpoch(int Epoch, double TrainLoss, double ValidationLoss);
