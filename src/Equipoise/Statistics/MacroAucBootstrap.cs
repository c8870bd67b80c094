using Equipoise.Classification;
using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// Resamples patients and seeds, with the same draws for every arm, so that differences between arms are paired. A
/// patient counts equally often in every seed whose test images include it: the seeds split the same patients, and
/// drawing them apart would make the intervals too narrow. Patients are drawn within the class of their first image.
/// </summary>
public sealed class MacroAucBootstrap
{
    private readonly double[][] _replicates;

    /// <param name="arms">For each arm its test scores per seed; arms share the images of a seed, in the same order.</param>
    /// <param name="replicates">Resamples to draw.</param>
    /// <exception cref="ArgumentException">The arms of a seed were not tested on the same images.</exception>
    public MacroAucBootstrap(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, int replicates, Seed seed)
    {
        RequirePaired(arms);
        var seeds = arms[0].Count;
        var classes = Enumerable.Range(0, arms[0][0][0].Scores.Count).ToArray();
        // Classes that the test images lack have no area, in any resample.
        var ranked = arms.Select(arm => arm.Select(scores =>
            classes.Select(c => ScoredImages.Of(scores, c)).Where(c => !double.IsNaN(c.Auc())).ToArray()).ToArray()).ToArray();
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
                for (var a = 0; a < ranked.Length; a++)
                    _replicates[a][r] += Mean(ranked[a][s], weights) / seeds;
            }
        });
    }

    /// <summary>The middle 95 % of an arm's macro AUC.</summary>
    public (double Low, double High) Interval(int arm) => Middle(_replicates[arm]);

    /// <summary>The middle 95 % of the difference of two arms.</summary>
    public (double Low, double High) DifferenceInterval(int arm, int baseline) =>
        Middle([.. _replicates[arm].Zip(_replicates[baseline], (a, b) => a - b)]);

    private static void RequirePaired(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms)
    {
        foreach (var arm in arms)
            if (arm.Count != arms[0].Count || !arm.Zip(arms[0]).All(s => s.First.Select(i => i.Path).SequenceEqual(s.Second.Select(i => i.Path))))
                throw new ArgumentException("The arms of a seed were not tested on the same images.", nameof(arms));
    }

    // A class that the test images have but this draw has not makes the replicate NaN, and it is left out.
    private static double Mean(RankedScores[] classes, int[] weights) =>
        classes.Select(c => c.Auc(weights)).DefaultIfEmpty(double.NaN).Average();

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
