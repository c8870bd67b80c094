using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>A row per arm, a panel per fraction: names stand at their rows, so 15 arms need no legend of 15.</summary>
[Named("auc", "Macro AUC by arm and fraction, with 95 % intervals")]
internal sealed class AucFigure : IFigure
{
    private const double Width = 960, RowHeight = 30, GroupGap = 12, Header = 34, Footer = 48, Gap = 36;

    public IEnumerable<Figure> Draw(StudyResult result)
    {
        if (result.Summaries.All(s => double.IsNaN(s.MacroAuc)))
            yield break;
        var caption = "Points are means over seeds; lines are 95\u00a0% intervals. The dotted vertical line marks the arm "
            + "without synthetic images that was strongest on validation images at that fraction; arms below the rule train on synthetic images."
            + (result.Spec.Seeds.Count > 1 ? " Small ticks above a line are single seeds." : "")
            + (result.HasPublished() ? " Open diamonds below a line are the published values, which are not comparable (see the note at the table)." : "");
        yield return new Figure("auc", "Macro AUC by arm and fraction", caption, Drawn(result), Numbers(result));
    }

    private static string Drawn(StudyResult result)
    {
        var arms = result.ArmsInOrder();
        var fractions = result.FractionsInOrder();
        var firstSynthetic = arms.TakeWhile(a => !result.IsSynthetic(a)).Count();
        var gap = firstSynthetic > 0 && firstSynthetic < arms.Count ? GroupGap : 0;
        var names = Math.Min(190, arms.Max(a => TextSize.Width(a)) + 14);
        var columns = Math.Min(4, fractions.Count);
        var height = arms.Count * RowHeight + gap;
        var block = Header + height + Footer;
        var lines = (fractions.Count + columns - 1) / columns;
        var svg = new Svg("auc", Width, lines * block, "Macro AUC by arm and fraction", Alt(result));
        var width = Math.Min(420, (Width - names - 12 - Gap * (columns - 1)) / columns);
        var scale = Scale.Around(result.Summaries.SelectMany(s => new[] { s.Low, s.High, s.MacroAuc, s.Published ?? double.NaN })
            .Concat(result.Cells.Select(c => c.MacroAuc)), 0, 1, 0, 1);

        for (var f = 0; f < fractions.Count; f++)
        {
            var panel = new Panel(svg, names + f % columns * (width + Gap), Header + f / columns * block, width, height);
            double Row(int i) => panel.Top + (i + 0.5) * RowHeight + (i >= firstSynthetic ? gap : 0);
            if (f % columns == 0)
                for (var i = 0; i < arms.Count; i++)
                    svg.Text(names - 10, Row(i) + 4.5, TextSize.Fit(arms[i], names - 12), "end");
            panel.Title($"{Words.Percent(fractions[f])} of training images");
            var x = scale.On(panel.Left, panel.Right);
            panel.XAxis(x, "Macro AUC", 50);
            if (gap > 0)
                svg.Line(panel.Left, Row(firstSynthetic) - (RowHeight + gap) / 2, panel.Right, Row(firstSynthetic) - (RowHeight + gap) / 2, opacity: 0.45);
            if (result.StrongestBaseline(fractions[f]) is { } best)
                svg.Line(x[best.MacroAuc], panel.Top, x[best.MacroAuc], panel.Bottom, width: 1.3, dash: "2 3", opacity: 0.8);
            for (var i = 0; i < arms.Count; i++)
                DrawArm(svg, x, Row(i), result, arms[i], fractions[f]);
        }
        return svg.ToString();
    }

    private static void DrawArm(Svg svg, Scale x, double y, StudyResult result, string arm, double fraction)
    {
        if (result.SummaryOf(arm, fraction) is not { } summary || double.IsNaN(summary.MacroAuc))
        {
            svg.Text(x.From + 6, y + 4, "not finished", size: 11.5, opacity: 0.7);
            return;
        }
        var look = Look.Of(result.Spec.Arms, arm);
        if (summary.Seeds > 1)
            foreach (var cell in result.CellsOf(arm, fraction).Where(c => !double.IsNaN(c.MacroAuc)))
                svg.Line(x[cell.MacroAuc], y - 11, x[cell.MacroAuc], y - 6, look.Color, 1.4);
        if (!double.IsNaN(summary.Low + summary.High))
        {
            svg.Line(x[summary.Low], y, x[summary.High], y, look.Color, 2);
            foreach (var end in (double[])[summary.Low, summary.High])
                svg.Line(x[end], y - 3.5, x[end], y + 3.5, look.Color, 2);
        }
        svg.Mark(look.Marker, x[summary.MacroAuc], y, look.Color);
        if (summary.Published is { } published)
            svg.Mark(Marker.Diamond, x[published], y + 9.5, Svg.Ink, 3.4, open: true);
    }

    private static string Alt(StudyResult result) => string.Join(" ", result.FractionsInOrder().Select(f =>
        $"At {Words.Percent(f)}: " + string.Join("; ", result.ArmsInOrder().Select(a =>
            result.SummaryOf(a, f) is { } s ? $"{a} {Words.Auc(s.MacroAuc)} {Words.Interval(s.Low, s.High)}" : $"{a} not finished")) + "."));

    private static string Numbers(StudyResult result) => Csv.Write(
        ["arm", "fraction", "seeds", "macro_auc", "low", "high", "published"],
        from f in result.FractionsInOrder()
        from a in result.ArmsInOrder()
        let s = result.SummaryOf(a, f)
        where s is not null
        select new object?[] { a, f, s.Seeds, s.MacroAuc, s.Low, s.High, s.Published });
}
