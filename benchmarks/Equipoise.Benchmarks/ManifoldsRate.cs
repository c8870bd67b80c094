using System.Diagnostics;
using System.Globalization;
using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>Precision, recall, density and coverage of as many images as other toolkits ask for, with the memory it takes.</summary>
internal static class ManifoldsRate
{
    private const int Columns = 2048;

    public static int Run(string images)
    {
        var rows = int.Parse(images, CultureInfo.InvariantCulture);
        using var real = Draw(rows, 1);
        using var synthetic = Draw(rows, 2);
        IReadOnlyList<MetricResult> results = [];
        var spent = Spent.By(() => results = [.. new Manifolds().Compute(real, synthetic, new Seed(1))]);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{rows} x {Columns}: {spent.Wall:F0} s wall, {spent.Cpu:F0} s cpu, at most {process.PeakWorkingSet64 / 1e9:F2} GB in memory; ")
            + string.Join(", ", results.Select(r => FormattableString.Invariant($"{r.Name} {r.Value:F4}"))));
        return 0;
    }

    // In 30 directions with a little noise in all, so that neighbours mean something.
    private static FeatureSet Draw(int rows, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var shape = new Generator(7, CPU);
        using var generator = new Generator(seed, CPU);
        var features = randn([rows, 30], generator: generator).mm(randn([30, Columns], generator: shape));
        return new FeatureSet(features.add_(randn([rows, Columns], generator: generator).mul_(0.1)));
    }
}
