using Equipoise.Classification;
using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// Resamples test patients, with the same draws for every arm, so that differences between arms are paired. Patients
/// are drawn within the class of their first image, which keeps every class present. Seeds are averaged within a
/// replicate: the interval speaks of these seeds' classifiers and of patients like those tested.
/// </summary>
public sealed class MacroAucBootstrap
{
    private readonly double[][] _replicates;

    /// <param name="arms">For each arm its test scores per seed; arms share the images of a seed, in the same order.</param>
    /// <param name="replicates">Resamples to draw.</param>
    public MacroAucBootstrap(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, int replicates, Seed seed)
    {
        var seeds = arms[0].Count;
        var classes = arms[0][0][0].Scores.Count;
        var ranked = arms.Select(arm => arm.Select(scores => Enumerable.Range(0, classes)
            .Select(c => ScoredImages.Of(scores, c)).ToArray()).ToArray()).ToArray();
        var strata = Enumerable.Range(0, seeds).Select(s => Strata(arms[0][s])).ToArray();
        _replicates = [.. arms.Select(_ => new double[replicates])];
        Parallel.For(0, replicates, r =>
        {
            for (var s = 0; s < seeds; s++)
            {
                var weights = Draw(strata[s], arms[0][s].Count, seed.For(s).For(r).Random());
                for (var a = 0; a < ranked.Length; a++)
                    _replicates[a][r] += Auc.Macro(ranked[a][s].Select(c => c.Auc(weights))) / seeds;
            }
        });
    }

    /// <summary>The middle 95 % of an arm's macro AUC.</summary>
    public (double Low, double High) Interval(int arm) => Middle(_replicates[arm]);

    /// <summary>The middle 95 % of the difference of two arms.</summary>
    public (double Low, double High) DifferenceInterval(int arm, int baseline) =>
        Middle([.. _replicates[arm].Zip(_replicates[baseline], (a, b) => a - b)]);

    private static (double, double) Middle(double[] values)
    {
        var sorted = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        return sorted.Length == 0 ? (double.NaN, double.NaN) : (Quantile.Of(sorted, 0.025), Quantile.Of(sorted, 0.975));
    }

    // Per class, the images of each of its patients.
    private static int[][][] Strata(IReadOnlyList<ScoredImage> images) =>
    [
        .. Enumerable.Range(0, images.Count).GroupBy(i => images[i].Group)
            .GroupBy(g => images[g.First()].Label).OrderBy(s => s.Key)
            .Select(s => s.Select(g => g.ToArray()).ToArray()),
    ];

    private static int[] Draw(int[][][] strata, int images, Random random)
    {
        var weights = new int[images];
        foreach (var patients in strata)
            for (var i = 0; i < patients.Length; i++)
                foreach (var image in patients[random.Next(patients.Length)])
                    weights[image]++;
        return weights;
    }
}
