namespace Equipoise.Evaluation;

/// <summary>
/// The infinitesimal jackknife (Jaeckel 1972; Efron 1982): an estimate's standard error from the influence of every image, the
/// derivative of the estimate as the image gains weight at all others' cost. It is what the bootstrap tends to with many
/// images, without resampling: resampled images occur twice, which by itself looks like a lack of diversity.
/// </summary>
internal static class Influence
{
    /// <summary>The interval of an estimate from two sets.</summary>
    /// <param name="real">Per real image, 0 on average.</param>
    /// <param name="synthetic">Per synthetic image, 0 on average.</param>
    public static Interval Interval(
        double value, double[] real, IReadOnlyList<string> realGroups, double[] synthetic, IReadOnlyList<string> syntheticGroups)
    {
        var (a, b) = (StandardError(real, realGroups), StandardError(synthetic, syntheticGroups));
        return Evaluation.Interval.Around(value, Math.Sqrt(a * a + b * b));
    }

    /// <summary>The standard error that comes from one set. Images of one group move together.</summary>
    /// <param name="influences">Per image, 0 on average.</param>
    /// <param name="groups">Whose image each is.</param>
    public static double StandardError(double[] influences, IReadOnlyList<string> groups)
    {
        var sums = influences.Zip(groups).GroupBy(p => p.Second, p => p.First).Select(g => g.Sum()).ToArray();
        return sums.Length < 2
            ? double.PositiveInfinity
            : Math.Sqrt(sums.Sum(s => s * s) * sums.Length / (sums.Length - 1)) / influences.Length;
    }
}
