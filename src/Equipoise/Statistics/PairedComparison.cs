namespace Equipoise.Statistics;

/// <summary>
/// Compares arms that were trained anew with every seed and tested on the same images as the others of the seed, by macro AUC. Two
/// things make a difference that others would not see again: the patients who happened to be tested, and the luck of the splits
/// and trainings. Each gets a t-test, over patients (Obuchowski 1997) and over seeds (Nadeau and Bengio 2003), and the larger of
/// the two p-values and the wider of the two intervals count: a difference must be beyond both.
/// </summary>
public sealed class PairedComparison
{
    private readonly MacroAucInfluence[][] _influence; // [arms][seeds]
    private readonly double[][] _auc;
    private readonly Dictionary<string, int> _strata;
    private readonly double _testShare;

    /// <param name="arms">For each arm its test scores per seed; arms share the images of a seed, in the same order.</param>
    /// <param name="testShare">The share of images that a seed tests, in (0,1).</param>
    /// <exception cref="ArgumentException">The arms of a seed were not tested on the same images.</exception>
    public PairedComparison(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, double testShare)
    {
        PairedScores.Require(arms);
        _influence = [.. arms.Select(a => a.Select(MacroAucInfluence.Of).ToArray())];
        _auc = [.. _influence.Select(a => a.Select(s => s.Auc).ToArray())];
        _strata = PairedScores.Strata(arms[0]);
        _testShare = testShare;
    }

    /// <summary>An arm's mean macro AUC over seeds, in [0,1].</summary>
    public Estimate Mean(int arm) => Estimate.OfArm(
        _auc[arm], _auc, PatientVariance.Of([.. _influence[arm].Select(s => s.OfPatient)], _strata), _testShare).Within(0, 1);

    /// <summary>The mean over seeds of the macro AUC of one arm less that of another.</summary>
    public MeanDifference Difference(int arm, int against)
    {
        double[] differences = [.. _auc[arm].Zip(_auc[against], (a, b) => a - b)];
        var patients = PatientVariance.Of([.. _influence[arm].Zip(_influence[against], Subtract)], _strata);
        return MeanDifference.Of(differences.Average(), patients.OfMean, differences.Length == 1 ? null : SeedVariance.OfMean(
            Variance.OfSample(differences), SeedVariance.OfPairs(_auc), differences.Length, patients.Shared, _testShare));
    }

    private static Dictionary<string, double> Subtract(MacroAucInfluence a, MacroAucInfluence b) =>
        a.OfPatient.ToDictionary(p => p.Key, p => p.Value - b.OfPatient[p.Key]);
}
