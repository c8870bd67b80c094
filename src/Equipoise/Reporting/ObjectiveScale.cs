using Equipoise.Evaluation;
using Equipoise.Reporting.Drawing;
using Equipoise.Tuning;

namespace Equipoise.Reporting;

/// <summary>
/// The axis of an objective: logarithmic where values are positive and orders of magnitude apart, as distances of early samples are;
/// else linear, and cut where a few bad values lie far from what most came to in the end.
/// </summary>
internal sealed record ObjectiveScale(Scale Scale, bool Log, bool Cut)
{
    private const double LogFrom = 20;

    /// <param name="values">All that is drawn.</param>
    /// <param name="ends">What matters, such as what was come to in the end: at least nine tenths of it are to be seen.</param>
    /// <param name="from">Where the low end is drawn.</param>
    /// <param name="to">Where the high end is drawn.</param>
    public static ObjectiveScale Of(Best best, IEnumerable<double> values, IEnumerable<double> ends, double from, double to)
    {
        double[] all = [.. values.Where(double.IsFinite).DefaultIfEmpty(0)];
        if (all.Min() > 0 && all.Max() / all.Min() >= LogFrom)
            return new(new Scale(Math.Floor(Math.Log10(all.Min())), Math.Ceiling(Math.Log10(all.Max())), from, to), true, false);
        var (low, high) = Range(best, all, [.. ends.Where(double.IsFinite).Order()]);
        return new(Scale.Around([low, high], from, to), false, low > all.Min() || high < all.Max());
    }

    /// <summary>Where a value is drawn; at an end what lies beyond it.</summary>
    public double this[double value] =>
        double.IsNaN(value) ? double.NaN : Scale[Math.Clamp(Log ? Math.Log10(value) : value, Scale.Low, Scale.High)];

    /// <summary>Round values: where they are drawn, and their labels.</summary>
    /// <param name="spacing">Fewest units between two.</param>
    public IEnumerable<(double At, string Label)> Ticks(double spacing)
    {
        if (!Log)
            return Scale.Ticks(spacing).Select(t => (Scale[t.Value], t.Label));
        var decades = (int)(Scale.High - Scale.Low);
        var step = Math.Max(1, (int)Math.Ceiling(decades * spacing / Math.Abs(Scale.To - Scale.From)));
        return Enumerable.Range(0, decades / step + 1).Select(i => (Scale[Scale.Low + i * step], SettingText.Of(Math.Pow(10, Scale.Low + i * step))));
    }

    private static (double Low, double High) Range(Best best, double[] all, double[] ends)
    {
        if (ends.Length == 0)
            return (all.Min(), all.Max());
        double from = ends[ends.Length / 10], to = ends[ends.Length - 1 - ends.Length / 10];
        var reach = Math.Max(to - from, 0.5 * Math.Abs(to)) + 1e-9;
        return best switch
        {
            Best.Low => (all.Min(), Math.Min(all.Max(), to + reach)),
            Best.High => (Math.Max(all.Min(), from - reach), all.Max()),
            _ => (Math.Max(all.Min(), from - reach), Math.Min(all.Max(), to + reach)),
        };
    }
}
