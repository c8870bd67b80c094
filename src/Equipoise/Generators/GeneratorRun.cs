using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Networks;

namespace Equipoise.Generators;

/// <summary>Trains a GAN into a folder: weights, card, logs, sample grids.</summary>
public static class GeneratorRun
{
    /// <param name="name">The GAN's name in the catalog.</param>
    /// <param name="train">The only images the GAN ever sees.</param>
    /// <param name="init">The weights from which to start; fresh ones where null.</param>
    /// <exception cref="UserException">The folder cannot be written, the first weights do not fit, or training diverged.</exception>
    public static GeneratorCard Train(
        string folder, string name, GanSpec spec, RealImages train, Preprocessing preprocessing, Compute compute, Seed seed,
        IRunProgress progress, TimeProvider clock, CancellationToken stop, InitialWeights? init = null)
    {
        var start = clock.GetTimestamp();
        var card = new GeneratorCard
        {
            Gan = name,
            Settings = GeneratorFolder.Settings(spec),
            ClassNames = train.ClassNames,
            RealPerClass = train.PerClass,
            Channels = preprocessing.Channels,
            Resolution = preprocessing.Resolution,
            Seed = seed.Value,
            TrainedOn = ContentHash.Of(string.Concat(train.Records.Select(r => r.Hash.Hex))).Hex,
            Environment = compute.Describe(),
            Weights = "",
            StartedFrom = init?.Sha256,
            Seconds = 0,
        };
        using var gan = spec.Build(new GanContext(
            card.ClassShares, card.Channels, card.Resolution, seed, compute.Device, compute.Precision));
        init?.Load(gan);
        if (init is { Seen: null })
            progress.Warn($"Nothing beside '{init.Path}' tells which images its weights were trained on, so a leak into test images cannot be ruled out.");
        // Clears the folder, which stays as it was if the first weights do not fit.
        using var log = new GanLog(folder, spec, train.ClassNames.Count, seed.For("grid"));
        GanTrainer.Train(gan, spec, train, compute.Device, seed, log, progress, stop);
        TrainedOn.Write(folder, train, init?.Seen);
        return GeneratorFolder.Save(folder, gan, card with { Seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1) });
    }
}
