namespace Equipoise.Statistics;

/// <summary>How far predicted probabilities are from what came (Brier 1950): squared, so that it rewards calibration as well as
/// discrimination.</summary>
public static class BrierScore
{
    /// <summary>Mean, over images, of the squared distance of the scores from the true class, summed over classes.</summary>
    /// <param name="weights">How often each image counts, for resampling; null for once each.</param>
    /// <returns>In [0,2], best 0.</returns>
    public static double Of(IReadOnlyList<ScoredImage> images, IReadOnlyList<int>? weights = null) =>
        Mean(images, weights, i => i.Scores.Select((s, c) => Square(s, c == i.Label)).Sum());

    /// <summary>Of one class against the rest: the mean squared error of its scores.</summary>
    /// <returns>In [0,1], best 0; p(1 - p) for who always says the class's share p.</returns>
    public static double Of(IReadOnlyList<ScoredImage> images, int label, IReadOnlyList<int>? weights = null) =>
        Mean(images, weights, i => Square(i.Scores[label], i.Label == label));

    private static double Square(double score, bool isClass) => (score - (isClass ? 1 : 0)) is var error ? error * error : 0;

    private static double Mean(IReadOnlyList<ScoredImage> images, IReadOnlyList<int>? weights, Func<ScoredImage, double> value)
    {
        double sum = 0, count = 0;
        for (var i = 0; i < images.Count; i++)
        {
            double weight = weights?[i] ?? 1;
            sum += weight * value(images[i]);
            count += weight;
        }
        return count > 0 ? sum / count : double.NaN;
    }
}
