using System.Globalization;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Studies;

namespace Equipoise.Benchmarks;

/// <summary>
/// Whether GANs fit: trains each as a study would, then asks a small classifier, trained on the same real images, for the
/// share of samples that are of the class that was asked for.
/// </summary>
internal static class FitCheck
{
    /// <param name="study">A study file; its generator settings apply.</param>
    /// <param name="data">The images, as on the command line.</param>
    /// <param name="output">Gets a generator folder per GAN.</param>
    public static int Run(string study, string data, string output, IReadOnlyList<string> gans)
    {
        var compute = Compute.Set("cpu", Precision.Auto, 0, Silence.Instance);
        var spec = StudyFile.Load(study, [$"data={data}", $"arms=[{string.Join(',', gans.Select(g => $"\"{g}\""))}]"]);
        using var dataset = StudyRunner.Load(spec, Silence.Instance);
        var split = Split.ByPatient(dataset, spec.Split, new Seed(0));
        var train = split.Train();
        using var classifier = new SmallClassifier(train, spec.Channels, new Seed(1));
        Console.WriteLine($"{string.Join(", ", train.ClassNames.Zip(train.PerClass, (n, c) => $"{c} {n}"))}; {compute.Precision}, {compute.Threads} threads; real test images told rightly: {Shares(classifier.Recall(split.Test))}");
        foreach (var gan in gans)
        {
            var folder = Path.Combine(output, gan);
            if (!GeneratorFolder.Exists(folder))
                new GeneratorRun(folder, gan, GeneratorCatalog.Resolve(gan, spec.Generator), train, spec.Preprocessing, compute, new Seed(2)).Train(CancellationToken.None);
            var fit = GanFit.Of(folder, train, classifier, compute);
            Console.WriteLine(
                $"{gan,-15} {fit.Seconds,6:F0} s  as asked {fit.AsAsked.Average():P1} ({Shares(fit.AsAsked)})  diversity {string.Join(" ", fit.Samples.Diversity.Select(d => $"{d:F2}"))}"
                + $"  distance {fit.Samples.Distance:F4}{(fit.Collapsed ? "  collapsed" : "")}");
        }
        return 0;
    }

    private static string Shares(IEnumerable<double> shares) => string.Join(" ", shares.Select(s => s.ToString("P0", CultureInfo.InvariantCulture)));
}
