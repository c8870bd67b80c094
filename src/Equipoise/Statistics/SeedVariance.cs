namespace Equipoise.Statistics;

/// <summary>
/// How much a mean over seeds would vary with other splits and trainings: the corrected resampled t-test of Nadeau and Bengio
/// (2003). Seeds are not independent, because they split the same images; their covariance is taken to be n_test / n_other times
/// their variance, or what patients tested by several seeds make it, whichever is more. Deviation from the paper: few seeds show
/// a variance badly, so that the mean over all arms of the fraction is used where it is larger than the arm's own, with its
/// degrees of freedom.
/// </summary>
internal static class SeedVariance
{
    /// <param name="own">Sample variance over seeds of what is averaged.</param>
    /// <param name="pooled">Mean of that variance over all arms, or pairs of arms, of the fraction.</param>
    /// <param name="shared">See <see cref="PatientVariance.Shared"/>; NaN if not known.</param>
    /// <param name="testShare">The share of images that a seed tests, in (0,1).</param>
    public static Variance OfMean(double own, Variance pooled, int seeds, double shared, double testShare)
    {
        var between = Math.Max(own, pooled.Value);
        var covariance = between * testShare / (1 - testShare);
        return new(between / seeds + (shared > covariance ? shared : covariance), pooled.DegreesOfFreedom);
    }

    /// <summary>Mean variance over seeds of the arms themselves.</summary>
    /// <param name="values">Per arm, per seed.</param>
    public static Variance OfArms(IReadOnlyList<IReadOnlyList<double>> values) =>
        new(values.Average(Variance.OfSample), values.Count * (values[0].Count - 1));

    /// <summary>Mean variance over seeds of the difference of two arms, over all pairs: twice the residual mean square of arms and
    /// seeds.</summary>
    /// <param name="values">Per arm, per seed; two arms or more.</param>
    public static Variance OfPairs(IReadOnlyList<IReadOnlyList<double>> values)
    {
        int arms = values.Count, seeds = values[0].Count, freedom = (arms - 1) * (seeds - 1);
        double[] ofArm = [.. values.Select(a => a.Average())], ofSeed = [.. Enumerable.Range(0, seeds).Select(s => values.Average(a => a[s]))];
        var all = ofArm.Average();
        var squares = values.Select((a, i) => a.Select((v, s) => v - ofArm[i] - ofSeed[s] + all).Sum(r => r * r)).Sum();
        return new(2 * squares / freedom, freedom);
    }
}
