namespace Equipoise.Classification;

/// <summary>Where training stands: what a checkpoint holds beside the tensors.</summary>
/// <param name="Step">Steps done. Which images a step sees and what it draws follow from its number.</param>
/// <param name="EpochLoss">What the steps of the epoch under way have added to its mean loss.</param>
/// <param name="Curve">Epochs done.</param>
/// <param name="Seconds">Time that it took, of all processes that took part.</param>
public sealed record ClassifierProgress(long Step, double EpochLoss, IReadOnlyList<ClassifierEpoch> Curve, double Seconds = 0);
