using System.Globalization;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Generators.Monitoring;
using Equipoise.Networks;
using Equipoise.Studies;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>
/// Whether GANs fit: trains each as a study would, then asks a small classifier, trained on the same real images, for the
/// share of 500 samples per class that are of the class that was asked for.
/// </summary>
internal static class FitCheck
{
    private const int PerClass = 500, BatchSize = 100;

    /// <param name="study">A study file; its generator settings apply.</param>
    /// <param name="data">The images, as on the command line.</param>
    /// <param name="output">Gets a generator folder per GAN.</param>
    public static int Run(string study, string data, string output, IEnumerable<string> gans)
    {
        var compute = Compute.Set("cpu", Precision.Auto, 0, Silence.Instance);
        var spec = StudyFile.Load(study, [$"data={data}"]);
        using var dataset = StudyRunner.Load(spec, Silence.Instance);
        var split = Split.ByPatient(dataset, spec.Split, new Seed(0));
        var train = split.Train();
        using var classifier = new SmallClassifier(train, spec.Channels, new Seed(1));
        Console.WriteLine($"{spec.Name}: {string.Join(", ", train.ClassNames.Zip(train.PerClass, (n, c) => $"{c} {n}"))}; {compute.Precision}; real test images told rightly: {Shares(classifier.Recall(split.Test))}");
        foreach (var gan in gans)
            Check(gan);
        return 0;

        void Check(string gan)
        {
            var folder = Path.Combine(output, gan);
            if (!GeneratorFolder.Exists(folder))
                new GeneratorRun(folder, gan, GanCatalog.Resolve(gan, spec.Generator), train, spec.Preprocessing, compute, new Seed(2)).Train(CancellationToken.None);
            using var generator = GeneratorFolder.Load(folder, compute);
            double[] shares = [.. Enumerable.Range(0, train.ClassNames.Count).Select(c => Share(generator, classifier, c))];
            using var features = FeatureCatalog.Create("pixels", new FeatureContext(spec.Channels, CPU));
            using var monitor = new SampleMonitor(train, features, PerClass, generator.Spec.LatentSize, CPU, new Seed(4));
            var report = monitor.Measure(generator.Gan);
            Console.WriteLine(
                $"{gan,-15} {generator.Card.Seconds,6:F0} s  as asked {shares.Average():P1} ({Shares(shares)})  diversity {string.Join(" ", report.Diversity.Select(d => $"{d:F2}"))}"
                + $"  distance {report.Distance:F4}  {(report.Collapsed(generator.Spec.CollapseBelow).Count > 0 ? "collapsed" : "")}");
        }
    }

    private static double Share(TrainedGenerator generator, SmallClassifier classifier, int label)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Seed(3).For(label).Torch(CPU);
        return Enumerable.Range(0, PerClass / BatchSize).Average(_ => classifier.Share(
            generator.Gan.Sample(full(BatchSize, label, dtype: ScalarType.Int64), randn([BatchSize, generator.Spec.LatentSize], generator: random)), label));
    }

    private static string Shares(IEnumerable<double> shares) => string.Join(" ", shares.Select(s => s.ToString("P0", CultureInfo.InvariantCulture)));
}
