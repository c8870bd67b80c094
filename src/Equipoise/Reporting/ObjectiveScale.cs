using Equipoise.Evaluation;
using Equipoise.Reporting.Drawing;
using Equipoise.Tuning;

namespace Equipoise.Reporting;

/// <summary>
/// The axis of an objective: logarithmic where values are positive and orders of magnitude apart, as distances of early samples are;
/// else linear, and cut where a few bad values lie far from what finished trials have.
/// </summary>
internal sealed record ObjectiveScale(Scale Scale, bool Log, bool Cut)
{
    private const double LogFrom = 50;

    /// <param name="values">All that is drawn.</param>
    /// <param name="from">Where the low end is drawn.</param>
    /// <param name="to">Where the high end is drawn.</param>
    public static ObjectiveScale Of(TuneResult result, IEnumerable<double> values, double from, double to)
    {
        double[] all = [.. values.Where(double.IsFinite).DefaultIfEmpty(0)];
        if (all.Min() > 0 && all.Max() / all.Min() >= LogFrom)
            return new(new Scale(Math.Floor(Math.Log10(all.Min())), Math.Ceiling(Math.Log10(all.Max())), from, to), true, false);
        var (low, high) = Range(result, all);
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

    private static (double Low, double High) Range(TuneResult result, double[] all)
    {
        double[] finished = [.. result.Trials.Where(t => t.State == TrialState.Finished).Select(t => t.Last!.Value).Order()];
        if (finished.Length == 0)
            return (all.Min(), all.Max());
        double from = finished[finished.Length / 10], to = finished[finished.Length - 1 - finished.Length / 10];
        var reach = Math.Max(to - from, 0.5 * Math.Abs(to)) + 1e-9;
        return result.Objective.Best switch
        {
            Best.Low => (all.Min(), Math.Min(all.Max(), to + reach)),
            Best.High => (Math.Max(all.Min(), from - reach), all.Max()),
            _ => (Math.Max(all.Min(), from - reach), Math.Min(all.Max(), to + reach)),
        };
    }
}
