using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Generators.Monitoring;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>What a trained generator is worth.</summary>
/// <param name="AsAsked">Per class, the share of 500 samples that a classifier of real images tells to be of it.</param>
/// <param name="Samples">Distance and diversity, on training images.</param>
/// <param name="Collapsed">Whether a class counts as collapsed.</param>
/// <param name="Seconds">Of training.</param>
internal sealed record GanFit(double[] AsAsked, SampleReport Samples, bool Collapsed, double Seconds)
{
    private const int PerClass = 500, BatchSize = 100;

    public static GanFit Of(string folder, RealImages train, SmallClassifier classifier, Compute compute)
    {
        using var generator = GeneratorFolder.Load(folder, compute);
        double[] shares = [.. Enumerable.Range(0, train.ClassNames.Count).Select(c => Share(generator, classifier, c))];
        using var features = FeatureCatalog.Create("pixels", new FeatureContext(generator.Card.Channels, CPU));
        using var monitor = new SampleMonitor(train, features, PerClass, generator.Spec.LatentSize, CPU, new Seed(4));
        var report = monitor.Measure(generator.Generator);
        return new GanFit(shares, report, report.Collapsed(generator.Spec.CollapseBelow).Count > 0, generator.Card.Seconds);
    }

    private static double Share(TrainedGenerator generator, SmallClassifier classifier, int label)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Seed(3).For(label).Torch(CPU);
        return Enumerable.Range(0, PerClass / BatchSize).Average(_ => classifier.Share(
            generator.Generator.Sample(full(BatchSize, label, dtype: ScalarType.Int64), randn([BatchSize, generator.Spec.LatentSize], generator: random)), label));
    }
}
