namespace Equipoise.Reporting.Drawing;

/// <summary>Axes of loss curves: a few wild epochs must not flatten the rest.</summary>
internal static class LossRange
{
    /// <summary>The upper end of an axis from 0, and whether it cuts some values.</summary>
    public static (double Top, bool Cut) Top(IEnumerable<double> losses)
    {
        var sorted = losses.Where(double.IsFinite).Order().ToList();
        if (sorted.Count == 0)
            return (1, false);
        var limit = 2 * sorted[(int)(0.95 * (sorted.Count - 1))];
        var cut = limit > 0 && sorted[^1] > limit;
        return (Scale.Around([0, cut ? limit : sorted[^1]], 0, 1).High, cut);
    }

    /// <summary>The scale of a loss that may be negative.</summary>
    public static (Scale Scale, bool Cut) Around(IEnumerable<double> losses, Panel panel)
    {
        var sorted = losses.Where(double.IsFinite).Order().ToList();
        if (sorted.Count == 0)
            return (new Scale(0, 1, panel.Bottom, panel.Top), false);
        double low = sorted[(int)(0.02 * (sorted.Count - 1))], high = sorted[(int)(0.98 * (sorted.Count - 1))], margin = Math.Max(high - low, 1e-6);
        var (bottom, top) = (Math.Max(sorted[0], low - margin), Math.Min(sorted[^1], high + margin));
        return (Scale.Around([Math.Min(0, bottom), Math.Max(0, top)], panel.Bottom, panel.Top), bottom > sorted[0] || top < sorted[^1]);
    }

    /// <summary>Epochs from 1; a single one stands in the middle.</summary>
    public static Scale Epochs(int last, Panel panel) =>
        last > 1 ? new Scale(1, last, panel.Left, panel.Right) : new Scale(0, 2, panel.Left, panel.Right);
}
