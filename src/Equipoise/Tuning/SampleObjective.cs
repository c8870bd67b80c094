using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Generators.Monitoring;

namespace Equipoise.Tuning;

/// <summary>What samples are watched by while a GAN trains: the mean over classes of their kernel distance, or of their diversity.</summary>
internal sealed class SampleObjective(ObjectiveContext context, bool diversity) : IObjective
{
    private const int PerClass = 64;

    private readonly IFeatureExtractor _extractor =
        FeatureCatalog.Create(context.Features, new FeatureContext(context.Channels, context.Compute.Device));

    // By the width of the noise, which may be among what is searched.
    private readonly Dictionary<int, SampleMonitor> _monitors = [];

    /// <inheritdoc/>
    public double Measure(IGenerator gan, int latentSize, CancellationToken stop)
    {
        if (!_monitors.TryGetValue(latentSize, out var monitor))
            _monitors[latentSize] = monitor = new SampleMonitor(
                context.Reference, _extractor, PerClass, latentSize, context.Compute.Device, context.Seed);
        var report = monitor.Measure(gan);
        return diversity ? report.Diversity.Average() ?? double.NaN : report.Distance;
    }

    public void Dispose()
    {
        foreach (var monitor in _monitors.Values)
            monitor.Dispose();
        _extractor.Dispose();
    }
}
