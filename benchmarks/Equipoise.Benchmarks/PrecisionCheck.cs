using System.Globalization;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Studies;

namespace Equipoise.Benchmarks;

/// <summary>Whether bf16 costs quality: some seeds in each precision, the same steps, judged alike.</summary>
internal static class PrecisionCheck
{
    /// <param name="study">A study file; its generator settings apply.</param>
    /// <param name="data">The images, as on the command line.</param>
    /// <param name="output">Gets a generator folder per run.</param>
    public static int Run(string study, string data, string output, string gan, string seeds)
    {
        var spec = StudyFile.Load(study, [$"data={data}", $"arms=[\"{gan}\"]"]);
        using var dataset = StudyRunner.Load(spec, Silence.Instance);
        var train = Split.ByPatient(dataset, spec.Split, new Seed(0)).Train();
        using var classifier = new SmallClassifier(train, spec.Channels, new Seed(1));
        foreach (var precision in new[] { Precision.Fp32, Precision.Bf16 })
        {
            var compute = Compute.Set("cpu", precision, 0, Silence.Instance);
            if (compute.Precision != precision)
            {
                Console.WriteLine($"{precision} is not offered on this machine.");
                return 1;
            }
            var fits = Enumerable.Range(0, int.Parse(seeds, CultureInfo.InvariantCulture)).Select(seed =>
            {
                var folder = Path.Combine(output, $"{gan}-{precision}-{seed}");
                if (!GeneratorFolder.Exists(folder))
                    new GeneratorRun(folder, gan, GeneratorCatalog.Resolve(gan, spec.Generator), train, spec.Preprocessing, compute, new Seed((ulong)seed))
                        .Train(CancellationToken.None);
                return GanFit.Of(folder, train, classifier, compute);
            }).ToList();
            Console.WriteLine($"{gan} {precision}: as asked {Row(fits.Select(f => f.AsAsked.Average()))}  distance {Row(fits.Select(f => f.Samples.Distance))}  seconds {Row(fits.Select(f => f.Seconds))}");
        }
        return 0;
    }

    private static string Row(IEnumerable<double> values) => string.Join(" ", values.Select(v => $"{v:G3}"));
}
