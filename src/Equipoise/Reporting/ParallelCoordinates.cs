using System.Globalization;
using Equipoise.Reporting.Drawing;
using Equipoise.Tuning;

namespace Equipoise.Reporting;

/// <summary>
/// Parallel coordinates (Inselberg 1985): an axis for each setting and one for the objective, a line for each trial. Where many
/// trials share a value they are spread about it, the best uppermost, so that one sees which values good trials have.
/// </summary>
internal static class ParallelCoordinates
{
    private const double Width = 960, Left = 24, Right = 110, Top = 62, Height = 320, Spread = 0.55, Middle = 0.5;

    /// <summary>An axis: where each trial stands on it, from 0 at the bottom to 1, and what stands beside it.</summary>
    private sealed record Axis(string Name, Func<TrialResult, double> At, IReadOnlyList<(double At, string Text)> Ticks);

    public static Figure Draw(TuneResult result)
    {
        var order = TuneFigures.Ranked(result);
        List<Axis> axes = [.. result.Dimensions.Select(d => AxisOf(d, result, order)), ObjectiveAxis(result)];
        var svg = new Svg("parallel", Width, Top + Height + 52, "Settings and objective of every trial", Alt(result));
        double X(int i) => Left + i * (Width - Left - Right) / (axes.Count - 1);
        double Y(double at) => Top + Height * (1 - at);
        for (var i = 0; i < axes.Count; i++)
            DrawAxis(svg, axes[i], X(i), Y, i);
        foreach (var trial in order.AsEnumerable().Reverse().Where(t => t.Number != result.Best?.Number && t.Number != 0))
            DrawLine(svg, axes, trial, RankColors.At(TuneFigures.Share(order, trial)), 1.4, null, order.Count > 60 ? 0.4 : 0.85, X, Y);
        DrawLine(svg, axes, result.Default, Svg.Ink, 2.4, "7 4", 1, X, Y);
        if (result.Best is { Number: > 0 } best)
            DrawLine(svg, axes, best, Svg.Ink, 3, null, 1, X, Y);
        Key(result).Draw(svg, Left, Top + Height + 26);
        return new Figure(
            "parallel", "Settings and objective of every trial",
            "One line per trial, coloured from blue, the best, to orange, the worst. Trials that share a value are spread about it, the better ones higher. "
            + (order.Any(t => t.Last is null) ? "A trial that failed ends before the last axis. " : "")
            + (result.Rungs.Count > 1 ? $"The last axis shows the last measurement, which for most trials is of an early epoch (of {string.Join(", ", result.Rungs)})." : ""),
            svg.ToString(), "");
    }

    private static void DrawAxis(Svg svg, Axis axis, double x, Func<double, double> y, int number)
    {
        // Long names have twice the room on two lines.
        svg.Text(x, number % 2 == 0 ? Top - 34 : Top - 14, TextSize.Fit(axis.Name, 250, 12), number == 0 ? "start" : "middle", 12, bold: true);
        svg.Line(x, y(0), x, y(1), opacity: 0.55);
        foreach (var (at, text) in axis.Ticks)
        {
            svg.Line(x - 3, y(at), x + 3, y(at), opacity: 0.8);
            svg.Text(x + 7, y(at) + 4, TextSize.Fit(text, 95, 12), size: 12);
        }
    }

    private static void DrawLine(
        Svg svg, List<Axis> axes, TrialResult trial, string color, double width, string? dash, double opacity, Func<int, double> x, Func<double, double> y) =>
        svg.Curve(axes.Select((a, i) => (x(i), y(a.At(trial)))), color, width, dash, opacity);

    private static Axis AxisOf(Dimension dimension, TuneResult result, List<TrialResult> order)
    {
        if (dimension is RangeDimension range)
            return RangeAxis(range, result);
        string Text(TrialResult t) => SettingText.Of(t.Settings[dimension.Setting]);
        var values = SettingText.Sort(result.Trials.Select(Text));
        double Slot(string value) => (values.IndexOf(value) + Middle) / values.Count;
        // Where in its slot: by the place among those of the same value.
        var places = order.GroupBy(Text).SelectMany(g => g.Select((t, i) => (t.Number, At: g.Count() == 1 ? 0 : Middle - i / (g.Count() - 1.0))))
            .ToDictionary(p => p.Number, p => p.At);
        return new Axis(dimension.Setting, t => Slot(Text(t)) + Spread * places[t.Number] / values.Count, [.. values.Select(v => (Slot(v), v))]);
    }

    // The defaults may lie outside the range.
    private static Axis RangeAxis(RangeDimension range, TuneResult result)
    {
        double Value(TrialResult t) => SettingText.Number(t.Settings[range.Setting]) ?? double.NaN;
        double[] all = [.. result.Trials.Select(Value).Where(double.IsFinite), range.Low, range.High];
        var log = range.Scale == RangeScale.Log && all.Min() > 0;
        double Map(double v) => log ? Math.Log(v) : v;
        var (low, high) = (Map(all.Min()), Map(all.Max()));
        double At(double v) => (Map(v) - low) / (high - low);
        double[] ticks = [all.Min(), Rounded(log ? Math.Exp((low + high) / 2) : (low + high) / 2), all.Max()];
        return new Axis(range.Setting, t => At(Value(t)), [.. ticks.Select(v => (At(v), SettingText.Of(v)))]);
    }

    // To two digits.
    private static double Rounded(double value) => double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // The good end is uppermost.
    private static Axis ObjectiveAxis(TuneResult result)
    {
        var (from, to) = result.Objective.Best == Evaluation.Best.Low ? (Height, 0.0) : (0.0, Height);
        var scale = ObjectiveScale.Of(
            result.Objective.Best, result.Trials.Select(t => t.Last?.Value ?? double.NaN), result.Finished.Select(t => t.Last!.Value), from, to);
        return new Axis(
            result.Objective.Name, t => t.Last is { } last ? scale[last.Value] / Height : double.NaN,
            [.. scale.Ticks(34).Select(t => (t.At / Height, t.Label))]);
    }

    private static Legend Key(TuneResult result) => new(
        [
            .. result.Best is { Number: > 0 } best ? [($"best, trial {best.Number}", Legend.Stroke(new Look(Svg.Ink, null, default), 3))] : Array.Empty<(string, Action<Svg, double, double>)>(),
            ("defaults", Legend.Stroke(new Look(Svg.Ink, "7 4", default), 2.4)),
            .. new[] { (0.0, "better"), (0.5, "middle"), (1.0, "worse") }.Select(s => (s.Item2, Legend.Stroke(new Look(RankColors.At(s.Item1), null, default)))),
        ], Width - Left - Right);

    private static string Alt(TuneResult result) =>
        $"{Words.Count(result.Trials.Count, "trial")}. Defaults: {SettingText.Of(result.Default.Settings)}, {result.Objective.Name} {TuneFindings.Number(result.Default.Last?.Value)}."
        + (result.Best is { Number: > 0 } best ? $" Best, trial {best.Number}: {SettingText.Of(best.Settings)}, {result.Objective.Name} {TuneFindings.Number(best.Last!.Value)}." : "")
        + " The table of trials has all numbers.";
}
