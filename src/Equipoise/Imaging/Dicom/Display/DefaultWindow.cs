namespace Equipoise.Imaging.Dicom.Display;

/// <summary>
/// The window of an image that has none. Up to 8 bits it is the whole range, for these were made to be looked at; beyond, the
/// 0.5th to the 99.5th percentile of the pixels that are not padding, so that a marker or a dead pixel does not decide.
/// </summary>
internal static class DefaultWindow
{
    private const double Tail = 0.005;

    /// <param name="values">The modality's value of each stored value, in ascending order of the latter.</param>
    /// <param name="counts">How many pixels have it, padding left out.</param>
    /// <param name="wholeRange">Whether to take all values rather than those between the percentiles.</param>
    /// <returns>Spreads values from 0 to 1.</returns>
    public static Func<double, double> Of(double[] values, int[] counts, bool wholeRange)
    {
        var (low, high) = wholeRange ? (values.Min(), values.Max()) : Percentiles(values, counts);
        return x => high > low ? Math.Clamp((x - low) / (high - low), 0, 1) : 0;
    }

    private static (double Low, double High) Percentiles(double[] values, int[] counts)
    {
        var order = Enumerable.Range(0, values.Length).Where(i => counts[i] > 0).OrderBy(i => values[i]).ToArray();
        if (order.Length == 0)
            return (0, 0);
        var tail = (long)(Tail * counts.Sum(c => (long)c));
        var (low, high) = (Find(order, counts, tail), Find(order.Reverse(), counts, tail));
        // Nearly all pixels may have one value; then the rest is what there is to see.
        return values[high] > values[low] ? (values[low], values[high]) : (values[order[0]], values[order[^1]]);
    }

    private static int Find(IEnumerable<int> order, int[] counts, long tail)
    {
        var seen = 0L;
        return order.First(i => (seen += counts[i]) > tail);
    }
}
