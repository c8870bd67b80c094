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
    /// <exception cref="UserException">The folder cannot be written, or training diverged.</exception>
    public static GeneratorCard Train(
        string folder, string name, GanSpec spec, RealImages train, Preprocessing preprocessing, Compute compute, Seed seed,
        IRunProgress progress, TimeProvider clock, CancellationToken stop)
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
            Seconds = 0,
        };
        using var log = new GanLog(folder, spec, train.ClassNames.Count, seed.For("grid"));
        using var gan = spec.Build(new GanContext(
            card.ClassShares, card.Channels, card.Resolution, seed, compute.Device, compute.Precision));
        GanTrainer.Train(gan, spec, train, compute.Device, seed, log, progress, stop);
        TrainedOn.Write(folder, train);
        return GeneratorFolder.Save(folder, gan, card with { Seconds = Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1) });
    }
}
