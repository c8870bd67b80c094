namespace Equipoise.Statistics;

/// <summary>How much a mean over seeds would vary if other patients had been tested by the same classifiers.</summary>
/// <param name="OfMean">The variance of the mean. A patient whom several seeds test counts in each.</param>
/// <param name="Shared">The part of it that more seeds do not lessen: the mean covariance between seeds times (S - 1) / S, which
/// patients tested by several make. NaN where a seed alone has no variance.</param>
public sealed record PatientVariance(Variance OfMean, double Shared)
{
    /// <summary>From the influence of patients, without resampling.</summary>
    /// <param name="seeds">Per seed the influence of each tested patient, in units of what is averaged.</param>
    /// <param name="strata">The stratum of each patient: the class.</param>
    public static PatientVariance Of(IReadOnlyList<IReadOnlyDictionary<string, double>> seeds, IReadOnlyDictionary<string, int> strata)
    {
        var mean = seeds.SelectMany(s => s).GroupBy(p => p.Key, p => p.Value).Select(p => (strata[p.Key], p.Sum() / seeds.Count));
        var ofMean = Variance.OfSum(mean);
        var alone = seeds.Average(s => Variance.OfSum(s.Select(p => (strata[p.Key], p.Value))).Value);
        return new(ofMean, ofMean.Value - alone / seeds.Count);
    }

    /// <summary>From values of the same resamples of patients in each seed.</summary>
    /// <param name="replicates">Per seed, one value per resample; NaN where a resample has none.</param>
    /// <param name="degreesOfFreedom">Patients less strata.</param>
    public static PatientVariance OfReplicates(IReadOnlyList<IReadOnlyList<double>> replicates, int degreesOfFreedom)
    {
        int[] whole = [.. Enumerable.Range(0, replicates[0].Count).Where(r => replicates.All(s => !double.IsNaN(s[r])))];
        if (whole.Length < 2)
            return new(new(double.NaN, degreesOfFreedom), double.NaN);
        var ofMean = Variance.OfSample([.. whole.Select(r => replicates.Average(s => s[r]))]);
        var alone = replicates.Average(s => Variance.OfSample([.. whole.Select(r => s[r])]));
        return new(new(ofMean, degreesOfFreedom), ofMean - alone / replicates.Count);
    }
}
