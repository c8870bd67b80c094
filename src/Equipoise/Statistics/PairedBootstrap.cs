using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// Resamples seeds and, within them, patients, with the same draws for every arm, so that differences between arms are
/// paired. A patient counts equally often in every seed whose test images include it: the seeds split the same patients, and
/// drawing them apart would make the intervals too narrow. Patients are drawn within the class of their first image.
/// </summary>
public sealed class PairedBootstrap
{
    private readonly double[][] _replicates;

    /// <param name="arms">For each arm its test scores per seed; arms share the images of a seed, in the same order.</param>
    /// <param name="statistic">What is averaged over seeds, such as <see cref="ScoredImages.MacroAuc"/>.</param>
    /// <param name="replicates">Resamples to draw.</param>
    /// <exception cref="ArgumentException">The arms of a seed were not tested on the same images.</exception>
    public PairedBootstrap(
        IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, ResampledStatistic statistic, int replicates, Seed seed)
    {
        RequirePaired(arms);
        var seeds = arms[0].Count;
        var prepared = arms.Select(arm => arm.Select(scores => statistic(scores)).ToArray()).ToArray();
        var strata = arms[0].SelectMany(s => s).DistinctBy(i => i.Group)
            .GroupBy(i => i.Label, i => i.Group).OrderBy(s => s.Key).Select(s => s.ToArray()).ToArray();
        _replicates = [.. arms.Select(_ => new double[replicates])];
        Parallel.For(0, replicates, r =>
        {
            var random = seed.For(r).Random();
            var patients = DrawPatients(strata, random);
            foreach (var s in DrawSeeds(seeds, random))
            {
                var weights = arms[0][s].Select(i => patients.GetValueOrDefault(i.Group)).ToArray();
                for (var a = 0; a < prepared.Length; a++)
                    _replicates[a][r] += prepared[a][s](weights) / seeds;
            }
        });
    }

    /// <summary>The middle 95 % of an arm's statistic.</summary>
    public (double Low, double High) Interval(int arm) => Middle(_replicates[arm]);

    /// <summary>The middle 95 % of the difference of two arms.</summary>
    public (double Low, double High) DifferenceInterval(int arm, int baseline) => Middle(Differences(arm, baseline));

    /// <summary>Two-sided p-value that two arms do not differ: twice the share of resamples on the rarer side of zero, which can be
    /// no smaller than two over their number. 1 for arms without any difference.</summary>
    public double PValue(int arm, int baseline)
    {
        var differences = Differences(arm, baseline);
        double least = Math.Min(differences.Count(d => d <= 0), differences.Count(d => d >= 0));
        return differences.Length == 0 ? double.NaN : Math.Min(1, 2 * (least + 1) / (differences.Length + 1));
    }

    // A class that the test images have but a draw has not makes the replicate NaN, and it is left out.
    private double[] Differences(int arm, int baseline) =>
        [.. _replicates[arm].Zip(_replicates[baseline], (a, b) => a - b).Where(d => !double.IsNaN(d))];

    private static void RequirePaired(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms)
    {
        foreach (var arm in arms)
            if (arm.Count != arms[0].Count || !arm.Zip(arms[0]).All(s => s.First.Select(i => i.Path).SequenceEqual(s.Second.Select(i => i.Path))))
                throw new ArgumentException("The arms of a seed were not tested on the same images.", nameof(arms));
    }

    private static (double, double) Middle(double[] values)
    {
        var sorted = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        return sorted.Length == 0 ? (double.NaN, double.NaN) : (Quantile.Of(sorted, 0.025), Quantile.Of(sorted, 0.975));
    }

    private static Dictionary<string, int> DrawPatients(string[][] strata, SplitMix random)
    {
        var counts = new Dictionary<string, int>();
        foreach (var patients in strata)
            for (var i = 0; i < patients.Length; i++)
            {
                var patient = patients[random.Next(patients.Length)];
                counts[patient] = counts.GetValueOrDefault(patient) + 1;
            }
        return counts;
    }

    private static IEnumerable<int> DrawSeeds(int seeds, SplitMix random) => Enumerable.Range(0, seeds).Select(_ => random.Next(seeds)).ToArray();
}
