namespace Equipoise.Statistics;

/// <summary>Sample quantiles with linear interpolation (Hyndman and Fan's type 7, as NumPy and R have it).</summary>
public static class Quantile
{
    /// <param name="sorted">Ascending, not empty.</param>
    /// <param name="p">In [0,1].</param>
    public static double Of(IReadOnlyList<double> sorted, double p)
    {
        var position = p * (sorted.Count - 1);
        var below = (int)position;
        return below + 1 < sorted.Count
            ? sorted[below] + (position - below) * (sorted[below + 1] - sorted[below])
            : sorted[^1];
    }
}
