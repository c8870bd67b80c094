using System.Text.Json;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Generators.Monitoring;
using Equipoise.Imaging;
using Equipoise.Networks;

namespace Equipoise.Generators;

/// <summary>
/// Trains a generator into a folder: weights, card, logs, sample grids, and checkpoints while it is under way. Started again
/// with the same settings, data and seed it goes on where it was stopped.
/// </summary>
/// <param name="name">The generator's name in the catalog.</param>
public sealed class GeneratorRun(string folder, string name, GeneratorSpec spec, RealImages train, Preprocessing preprocessing, Compute compute, Seed seed)
{
    // Enough for a distance, few enough not to be felt.
    private const int MeasuredPerClass = 64;

    /// <summary>The weights from which to start; fresh ones where null.</summary>
    public InitialWeights? Init { get; init; }

    /// <summary>The validation part, where the settings measure on it.</summary>
    public RealImages? Validation { get; init; }

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told of every step.</summary>
    public IRunProgress Progress { get; init; } = Silence.Instance;

    /// <summary>Told of every epoch, after the log.</summary>
    public IGeneratorObserver? Observer { get; init; }

    /// <summary>Measures times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains to the end.</summary>
    /// <exception cref="UserException">The folder cannot be written, the first weights do not fit, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; a checkpoint lies in the folder.</exception>
    public GeneratorCard Train(CancellationToken stop)
    {
        var card = Card();
        using var generator = spec.Build(card.Context(compute.Device, compute.Precision));
        Init?.Load(generator);
        if (Init is { Seen: null })
            Progress.Warn($"Nothing beside '{Init.Path}' tells which images its weights were trained on, so a leak into test images cannot be ruled out.");
        using var features = FeatureCatalog.Create(spec.MeasureIn, new FeatureContext(card.Channels, compute.Device));
        using var monitor = Monitor(features);
        var checkpoints = new GeneratorCheckpoints(Path.Combine(folder, "checkpoints"), Identity(card), compute.Describe(), Progress);
        var progress = Run(generator, monitor, checkpoints, stop);
        TrainedOn.Write(folder, train, Init?.Seen);
        card = GeneratorFolder.Save(folder, generator, card with
        {
            Seconds = Math.Round(progress.Seconds.Values.Sum(), 1),
            SecondsPerPhase = progress.Seconds,
            BestEpoch = spec.Best == BestSnapshot.Last ? null : progress.Best.BestEpoch,
            EndedEarly = progress.EndedEarly,
            Rollbacks = progress.Rollbacks,
            Collapsed = [.. (progress.Samples?.Collapsed(spec.CollapseBelow) ?? []).Select(c => train.ClassNames[c])],
        });
        checkpoints.Clear();
        return card;
    }

    private GeneratorProgress Run(IGenerator generator, SampleMonitor? monitor, GeneratorCheckpoints checkpoints, CancellationToken stop)
    {
        using var from = checkpoints.LoadNewest();
        var done = (int)((from?.Now.Progress.Step ?? 0) / spec.StepsPerEpoch(train.Count));
        if (from is not null)
            Progress.Say($"Training goes on from step {from.Now.Progress.Step}, in epoch {done + 1}.");
        else
            checkpoints.Clear();
        // Clears the folder, which stays as it was if the first weights do not fit.
        using var log = new GeneratorLog(folder, spec, generator.Phases.Sum(p => p.Epochs), done, train.ClassNames.Count, seed.For("grid"));
        using var trainer = new GeneratorTrainer(generator, spec, train, compute.Device, seed)
        {
            Observer = Observer is null ? log : new Both(log, Observer),
            Progress = Progress,
            Monitor = monitor,
            Checkpoints = checkpoints,
            CheckpointEvery = CheckpointEvery,
            Clock = Clock,
        };
        return trainer.Run(from, stop);
    }

    private GeneratorCard Card() => new()
    {
        Generator = name,
        Settings = GeneratorFolder.Settings(spec),
        ClassNames = train.ClassNames,
        RealPerClass = train.PerClass,
        Channels = preprocessing.Channels,
        Resolution = preprocessing.Resolution,
        Fit = preprocessing.Fit,
        Seed = seed.Value,
        TrainedOn = ContentHash.Of(string.Concat(train.Records.Select(r => r.Hash.Hex))).Hex,
        Environment = compute.Describe(),
        Weights = "",
        StartedFrom = Init?.Sha256,
        Seconds = 0,
    };

    private SampleMonitor? Monitor(IFeatureExtractor features)
    {
        if (spec.MeasureEvery == 0)
            return null;
        var reference = spec.MeasureOn == MeasureOn.Training ? train : Validation ?? throw UserException.Usage(
            "measureOn is 'validation', but there are no validation images here.", "Use measureOn 'training'.");
        return new SampleMonitor(reference, features, MeasuredPerClass, spec.LatentSize, compute.Device, seed.For("monitor"));
    }

    // All that decides what training comes to, but for the machine.
    private static string Identity(GeneratorCard card) =>
        ContentHash.Of(JsonSerializer.Serialize(card with { Environment = new Dictionary<string, string>() }, Json.Line)).Hex;

    private sealed class Both(IGeneratorObserver first, IGeneratorObserver second) : IGeneratorObserver
    {
        public void EpochEnded(TrainingEpoch epoch, IGenerator generator)
        {
            first.EpochEnded(epoch, generator);
            second.EpochEnded(epoch, generator);
        }
    }
}
