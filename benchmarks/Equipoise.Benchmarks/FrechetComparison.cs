using System.Globalization;
using Equipoise.Common;
using Equipoise.Evaluation.Metrics;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks;

/// <summary>The Fréchet distance of 2,048 features beside SciPy's matrix square root, as pytorch-fid has it, in turns; medians of
/// three. Both get the features and compute the covariances too.</summary>
internal static class FrechetComparison
{
    private const int Columns = 2048, Rounds = 3;

    public static int Run(params string[] sizes)
    {
        foreach (var rows in sizes)
            Compare(int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Compare(int rows)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        // Correlated, and all positive, as Inception's are.
        var mix = randn([Columns, Columns], ScalarType.Float64, generator: generator) / Math.Sqrt(Columns);
        var both = randn([2, rows, Columns], ScalarType.Float64, generator: generator).matmul(mix).abs();
        FrechetDistance.Of(both[0][..64], both[1][..64]); // until methods are compiled
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, both.bytes.ToArray());
            using var rival = PythonRival.Start("scipy_frechet.py", file, $"{rows}", $"{Columns}");
            var (own, theirs) = (new List<Spent>(), new List<Spent>());
            for (var round = 0; round < Rounds; round++)
            {
                var distance = double.NaN;
                own.Add(Spent.By(() => distance = FrechetDistance.Of(both[0], both[1])));
                if (rival?.Run() is { } run)
                {
                    theirs.Add(run.Spent);
                    if (!(Math.Abs(run.Result / distance - 1) < 1e-6))
                        throw UserException.BadData(FormattableString.Invariant($"The distances differ: {distance} and {run.Result}."));
                }
            }
            var (ours, other) = (Wall(own), theirs.Count > 0 ? Wall(theirs) : double.NaN);
            Console.WriteLine(FormattableString.Invariant($"{rows,6} x {Columns}: equipoise {ours,7:F2} s, scipy {other,7:F2} s, ratio {other / ours,6:F1}"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Wall(List<Spent> rounds) => Spent.Median(rounds.Select(r => r.Wall));
}
