using Equipoise.Reporting.Drawing;
using Equipoise.Tuning;

namespace Equipoise.Reporting;

/// <summary>Figures of a search.</summary>
public static class TuneFigures
{
    private const double Height = 260;

    // A line that ends where training failed.
    private sealed record Line(string Name, IReadOnlyList<Measurement> Points, Look Look, double Width, double Opacity, bool Failed, bool Named);

    /// <summary>Every trial as a line through its settings; null where nothing was searched.</summary>
    public static Figure? Parallel(TuneResult result) => result.Dimensions.Count == 0 ? null : ParallelCoordinates.Draw(result);

    /// <summary>The objective by epoch, a line for each trial; null where none was measured twice.</summary>
    public static Figure? Learning(TuneResult result)
    {
        if (result.Trials.All(t => t.Curve.Count < 2))
            return null;
        var order = Ranked(result);
        var many = result.Trials.Count > 60;
        var lines = order.AsEnumerable().Reverse().Where(t => t.Number != 0 && t.Number != result.Best?.Number).Select(t => new Line(
            "", t.Curve, new Look(RankColors.At(Share(order, t)), null, Marker.Circle), 1.3, many ? 0.4 : 0.75, t.State == TrialState.Failed, false)).ToList();
        lines.Add(new Line("defaults", result.Default.Curve, new Look(Svg.Ink, "7 4", Marker.Square), 2.4, 1, result.Default.State == TrialState.Failed, true));
        if (result.Best is { Number: > 0 } best)
            lines.Add(new Line($"best, trial {best.Number}", best.Curve, new Look(Svg.Ink, null, Marker.Circle), 2.8, 1, false, true));
        return Draw(
            result, "learning", $"{result.Objective.Name} by epoch", lines,
            $"One line per trial, coloured by how it ended: blue the best, orange the worst. {Direction(result)} A cross ends a trial that failed.", TuneTables.LearningCurves(result),
            result.Finished.Select(t => t.Last!.Value).Concat(lines.Where(l => l.Named).SelectMany(l => l.Points).Select(p => p.Value)));
    }

    /// <summary>The defaults on shares of the training images, by epoch; null where they were not trained on any.</summary>
    public static Figure? Fractions(TuneResult result)
    {
        if (result.Curves.Count == 0)
            return null;
        var lines = result.Curves.Select((c, i) => new Line(
            $"{Words.Percent(c.Fraction)} ({Words.Count(c.Images)} images)", c.Curve, Look.Of(i + 1), 2.2, 1, c.Reason is not null, true)).ToList();
        return Draw(
            result, "fractions", $"{result.Objective.Name} by epoch and share of the training images", lines,
            $"The defaults, trained on shares of the training images and compared with the same real images. {Direction(result)}", TuneTables.Curves(result),
            result.Curves.SelectMany(c => c.Curve).Select(m => m.Value));
    }

    /// <summary>The trials from the best to the worst; those that failed last.</summary>
    internal static List<TrialResult> Ranked(TuneResult result) =>
        [.. result.Trials.OrderBy(t => t.State == TrialState.Failed).ThenByDescending(t => t.Last?.Epoch ?? 0)
            .ThenBy(t => t.Last is { } last ? result.Objective.Loss(last.Value) : double.MaxValue).ThenBy(t => t.Number)];

    /// <summary>How far down a trial stands, from 0 for the best to 1 for the worst.</summary>
    internal static double Share(List<TrialResult> order, TrialResult trial) => order.Count == 1 ? 0 : order.IndexOf(trial) / (order.Count - 1.0);

    private static Figure Draw(TuneResult result, string name, string title, List<Line> lines, string caption, string csv, IEnumerable<double> ends)
    {
        var named = lines.Where(l => l.Named).ToList();
        var legend = new Legend([.. named.Select(l => (l.Name, Legend.Stroke(l.Look, l.Width)))], PanelGrid.Width - 80);
        var (cut, log) = (false, false);
        var svg = new PanelGrid(1, 1, Height, legend).Draw(name, title, Alt(named), (_, panel) =>
        {
            var x = LossRange.Epochs(lines.SelectMany(l => l.Points).Select(p => p.Epoch).DefaultIfEmpty(1).Max(), panel);
            var y = ObjectiveScale.Of(result.Objective.Best, lines.SelectMany(l => l.Points).Select(p => p.Value), ends, panel.Bottom, panel.Top);
            (cut, log) = (y.Cut, y.Log);
            panel.XAxis(x, "Epoch", 44);
            Axis(panel, y, result.Objective.Name);
            panel.Inside(() =>
            {
                foreach (var line in lines)
                    Draw(panel.Svg, line, x, y);
            });
        });
        return new Figure(name, title, caption + (cut ? " Values beyond an edge are drawn on it." : log ? " The axis is logarithmic." : ""), svg, csv);
    }

    private static void Axis(Panel panel, ObjectiveScale scale, string label)
    {
        foreach (var (at, text) in scale.Ticks(34))
        {
            panel.Svg.Line(panel.Left, at, panel.Right, at, opacity: 0.13);
            panel.Svg.Text(panel.Left - 6, at + 4, text, "end", 12, opacity: 0.8);
        }
        panel.Svg.Line(panel.Left, panel.Top, panel.Left, panel.Bottom, opacity: 0.6);
        panel.Svg.Text(panel.Left - 46, (panel.Top + panel.Bottom) / 2, label, "middle", 12, turn: -90);
    }

    private static void Draw(Svg svg, Line line, Scale x, ObjectiveScale y)
    {
        svg.Curve(line.Points.Select(p => (x[p.Epoch], y[p.Value])), line.Look.Color, line.Width, line.Look.Dash, line.Opacity);
        foreach (var point in line.Points)
            if (line.Named || line.Points.Count == 1)
                svg.Mark(line.Look.Marker, x[point.Epoch], y[point.Value], line.Look.Color, line.Named ? 4 : 2.5);
        if (line.Failed && line.Points.Count > 0)
            svg.Mark(Marker.Cross, x[line.Points[^1].Epoch], y[line.Points[^1].Value], line.Look.Color);
    }

    private static string Direction(TuneResult result) => result.Objective.Direction is var d ? $"{char.ToUpperInvariant(d[0])}{d[1..]}." : "";

    private static string Alt(IEnumerable<Line> named) => string.Join(" ", named.Select(l =>
        $"{l.Name}: " + (l.Points.Count == 0 ? "not measured." : string.Join(", ", l.Points.Select(p => $"epoch {p.Epoch} {TuneFindings.Number(p.Value)}")) + ".")));
}
