using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// Resamples test patients within the class of their first image, for scores that have no formula for their variance. A patient
/// counts equally often in every seed that tests it: the seeds split the same patients, and drawing them apart would make
/// intervals too narrow. Seeds themselves are not drawn: of two or five there is too little to draw from.
/// </summary>
public sealed class PatientBootstrap
{
    private readonly IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> _arms;
    private readonly int[][][] _weights; // [resamples][seeds][images]
    private readonly int _degreesOfFreedom;
    private readonly double _testShare;

    /// <param name="arms">For each arm its test scores per seed; arms share the images of a seed, in the same order.</param>
    /// <param name="resamples">How many to draw; the same for every arm and score.</param>
    /// <param name="testShare">The share of images that a seed tests, in (0,1).</param>
    /// <exception cref="ArgumentException">The arms of a seed were not tested on the same images.</exception>
    public PatientBootstrap(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, int resamples, double testShare, Seed seed)
    {
        PairedScores.Require(arms);
        (_arms, _testShare) = (arms, testShare);
        var strata = PairedScores.Strata(arms[0]).GroupBy(p => p.Value, p => p.Key).OrderBy(s => s.Key).Select(s => s.ToArray()).ToArray();
        _degreesOfFreedom = Math.Max(1, strata.Sum(s => s.Length - 1));
        _weights = [.. Enumerable.Range(0, resamples).Select(r =>
        {
            var counts = Draw(strata, seed.For(r).Random());
            return arms[0].Select(s => s.Select(i => counts.GetValueOrDefault(i.Group)).ToArray()).ToArray();
        })];
    }

    /// <summary>The mean over seeds of a score, of each arm.</summary>
    public IReadOnlyList<Estimate> Means(ResampledStatistic statistic)
    {
        var values = new double[_arms.Count][];
        var variances = new PatientVariance[_arms.Count];
        Parallel.For(0, _arms.Count, a =>
        {
            var seeds = _arms[a].Select(s => statistic(s)).ToArray();
            values[a] = [.. seeds.Select((s, i) => s(Once(_arms[a][i].Count)))];
            variances[a] = PatientVariance.OfReplicates(
                [.. seeds.Select((s, i) => _weights.Select(w => s(w[i])).ToArray())], _degreesOfFreedom);
        });
        return [.. values.Select((v, a) => Estimate.OfArm(v, values, variances[a], _testShare))];
    }

    private static int[] Once(int images) => [.. Enumerable.Repeat(1, images)];

    private static Dictionary<string, int> Draw(string[][] strata, SplitMix random)
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
}
