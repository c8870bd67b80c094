namespace Equipoise.Statistics;

/// <summary>Area under the ROC curve: the probability that a positive scores above a negative, ties counting half.</summary>
public static class Auc
{
    /// <summary>By ranks (Mann and Whitney), with mid-ranks for ties.</summary>
    /// <param name="scores">One per case; higher means more positive.</param>
    /// <param name="positive">Which cases are positive.</param>
    /// <param name="weights">How often each case counts, for resampling; null for once each.</param>
    /// <returns>In [0,1]; NaN without a positive or without a negative.</returns>
    public static double Of(IReadOnlyList<double> scores, IReadOnlyList<bool> positive, IReadOnlyList<int>? weights = null) =>
        new RankedScores(scores, positive).Auc(weights);

    /// <summary>The mean over classes of one-vs-rest areas; classes without a case, and NaN, are left out.</summary>
    public static double Macro(IEnumerable<double> perClass) => perClass.Where(a => !double.IsNaN(a)).DefaultIfEmpty(double.NaN).Average();
}
