using System.Text.Json;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Statistics;

namespace Equipoise.Classification;

/// <summary>
/// Trains and tests the classifier into a folder: scores of every test and validation image, losses, on request the weights, and checkpoints while it
/// is under way.
/// </summary>
/// <param name="real">The real training images; they decide how many steps an epoch has.</param>
/// <param name="train">What is trained on: the real images, or a mixture with synthetic ones.</param>
/// <param name="remedy">What is done against imbalance while training.</param>
public sealed class ClassifierRun(
    string folder, ClassifierSettings settings, RealImages real, IImageSet train, RealImages validation, RealImages test, IRemedy remedy,
    Compute compute, Seed seed)
{
    /// <summary>Whether to write the classifier itself (28 MB); see <see cref="ClassifierFolder"/>.</summary>
    public bool KeepWeights { get; init; }

    /// <summary>What tells this training from any other; a checkpoint of another is not gone on from. Null for no checkpoints.</summary>
    public string? Identity { get; init; }

    /// <summary>Told of every step.</summary>
    public IRunProgress Progress { get; init; } = Silence.Instance;

    /// <summary>Measures times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains, from the newest checkpoint where there is one, and tests.</summary>
    /// <exception cref="UserException">The folder cannot be written, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint lies in the folder.</exception>
    public ClassifierOutcome Run(CancellationToken stop)
    {
        // One that lies there is another's, or its card would stand beside new weights.
        ClassifierFolder.Remove(folder);
        var stepsPerEpoch = settings.StepsPerEpoch(real.PerClass);
        var checkpoints = Identity is null ? null
            : new Checkpoints<ClassifierProgress>(Path.Combine(folder, "checkpoints"), Identity, compute.Describe(), Progress);
        var begun = Clock.GetTimestamp();
        var trainer = new ClassifierTrainer(settings, train, validation, stepsPerEpoch, remedy, compute, seed)
        { Progress = Progress, Checkpoints = checkpoints, Clock = Clock };
        using var classifier = trainer.Train(stop);
        var scores = classifier.Score(test);
        ScoreFile.Write(Path.Combine(folder, "scores.csv"), scores, real.ClassNames);
        ScoreFile.Write(Path.Combine(folder, "validation.csv"), classifier.Score(validation), real.ClassNames);
        AtomicFile.WriteText(
            Path.Combine(folder, "losses.jsonl"), string.Concat(classifier.Curve.Select(e => JsonSerializer.Serialize(e, Json.Line) + "\n")));
        if (KeepWeights)
            classifier.Save(folder, real, Identity);
        checkpoints?.Clear();
        return new ClassifierOutcome(
            scores, settings.Epochs * stepsPerEpoch, classifier.BestEpoch, trainer.SecondsBefore + Clock.GetElapsedTime(begun).TotalSeconds);
    }
}

/// <summary>How a classifier came out.</summary>
/// <param name="Scores">Of every test image.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="BestEpoch">The epoch whose weights were tested, from 1.</param>
/// <param name="Seconds">Time of training and testing, of all processes that took part.</param>
public sealed record ClassifierOutcome(IReadOnlyList<ScoredImage> Scores, int Steps, int BestEpoch, double Seconds);
