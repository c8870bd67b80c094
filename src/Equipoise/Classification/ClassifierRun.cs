using System.Text.Json;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Statistics;

namespace Equipoise.Classification;

/// <summary>Trains and tests the classifier into a folder: scores of every test and validation image, losses, and on request the weights.</summary>
public static class ClassifierRun
{
    /// <param name="real">The real training images; they decide how many steps an epoch has.</param>
    /// <param name="train">What is trained on: the real images, or a mixture with synthetic ones.</param>
    /// <param name="remedy">What is done against imbalance while training.</param>
    /// <param name="keepWeights">Whether to write <c>weights.safetensors</c> (28 MB).</param>
    /// <exception cref="UserException">The folder cannot be written, or training diverged.</exception>
    public static ClassifierOutcome Run(
        string folder, ClassifierSettings settings, RealImages real, IImageSet train, RealImages validation, RealImages test,
        IRemedy remedy, bool keepWeights, Compute compute, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var stepsPerEpoch = settings.StepsPerEpoch(real.PerClass);
        using var classifier = ClassifierTrainer.Train(settings, train, validation, stepsPerEpoch, remedy, compute, seed, progress, stop);
        var scores = classifier.Score(test);
        ScoreFile.Write(Path.Combine(folder, "scores.csv"), scores, real.ClassNames);
        ScoreFile.Write(Path.Combine(folder, "validation.csv"), classifier.Score(validation), real.ClassNames);
        AtomicFile.WriteText(
            Path.Combine(folder, "losses.jsonl"), string.Concat(classifier.Curve.Select(e => JsonSerializer.Serialize(e, Json.Line) + "\n")));
        if (keepWeights)
            classifier.Save(Path.Combine(folder, "weights.safetensors"));
        return new ClassifierOutcome(scores, settings.Epochs * stepsPerEpoch, classifier.BestEpoch);
    }
}

/// <summary>How a classifier came out.</summary>
/// <param name="Scores">Of every test image.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="BestEpoch">The epoch whose weights were tested, from 1.</param>
public sealed record ClassifierOutcome(IReadOnlyList<ScoredImage> Scores, int Steps, int BestEpoch);
