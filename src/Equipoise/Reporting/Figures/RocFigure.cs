using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>One panel per class with all arms, one figure per fraction, the largest fraction first.</summary>
[Named("roc", "ROC curves per class")]
internal sealed class RocFigure : IFigure
{
    // A staircase of more steps than this is not told from its values on the grid.
    private const int MostPoints = 300, Grid = 200;

    // More lines than this cannot be followed: then arms without synthetic images, but for the strongest, step back.
    private const int MostStrong = 8;

    private static readonly Look Faint = new(Svg.Ink, null, Marker.Circle);

    private sealed record ArmCurve(string Arm, int Class, int Seeds, RocCurve Curve);

    public IEnumerable<Figure> Draw(StudyResult result) =>
        from fraction in result.FractionsInOrder().Reverse()
        let curves = Curves(result, fraction)
        where curves.Count > 0
        select Draw(result, fraction, curves);

    private static List<ArmCurve> Curves(StudyResult result, double fraction) =>
    [
        .. from k in Enumerable.Range(0, result.Data.ClassNames.Count)
           from arm in result.ArmsInOrder()
           let seeds = result.CellsOf(arm, fraction).Select(c => OfClass(c, k)).OfType<RocCurve>().ToList()
           where seeds.Count > 0
           select new ArmCurve(arm, k, seeds.Count,
               seeds is [var one] && one.Points.Count <= MostPoints ? one : RocCurve.Mean(seeds, Grid)),
    ];

    private static RocCurve? OfClass(CellResult cell, int k)
    {
        var positives = cell.Scores.Select(s => s.Label == k).ToList();
        return positives.Distinct().Count() == 2 && cell.Scores.All(s => double.IsFinite(s.Scores[k]))
            ? RocCurve.Of([.. cell.Scores.Select(s => s.Scores[k])], positives)
            : null;
    }

    private static Figure Draw(StudyResult result, double fraction, List<ArmCurve> curves)
    {
        var name = $"roc-{CellId.FractionName(fraction)}";
        var title = $"ROC curves with {Words.Percent(fraction)} of the training images";
        var arms = result.ArmsInOrder().Where(a => curves.Any(c => c.Arm == a)).ToList();
        var classes = curves.Select(c => c.Class).Distinct().ToList();
        var columns = PanelGrid.ColumnsFor(classes.Count, 3);
        var faint = arms.Count <= MostStrong ? [] : arms
            .Where(a => !result.IsSynthetic(a) && a != result.StrongestBaseline(fraction)?.Arm).ToHashSet();
        var legend = new Legend(
            [
                .. arms.Where(a => !faint.Contains(a)).Select(a => (a, Legend.Stroke(Look.Of(result.Spec.Arms, a)))),
                .. faint.Count > 0 ? [("other arms without synthetic images", Legend.Stroke(Faint, 1, 0.35))] : Array.Empty<(string, Action<Svg, double, double>)>(),
            ], PanelGrid.Width - 80);
        var grid = new PanelGrid(classes.Count, columns, columns == 2 ? 340 : 250, legend);
        var svg = grid.Draw(name, title, Alt(result, fraction, arms), (i, whole) =>
        {
            var side = Math.Min(whole.Width, whole.Height);
            var panel = whole with { Width = side };
            Scale x = new(0, 1, panel.Left, panel.Right), y = new(0, 1, panel.Bottom, panel.Top);
            panel.Title($"{result.Data.ClassNames[classes[i]]} against the rest");
            panel.XAxis(x, "False-positive rate", 44);
            panel.YAxis(y, i % columns == 0 ? "True-positive rate" : "", 44);
            panel.Svg.Line(x[0], y[0], x[1], y[1], dash: "1 3", opacity: 0.7);
            panel.Inside(() =>
            {
                foreach (var curve in curves.Where(c => c.Class == classes[i]).OrderByDescending(c => faint.Contains(c.Arm)))
                {
                    var (look, width, opacity) = faint.Contains(curve.Arm) ? (Faint, 1, 0.35) : (Look.Of(result.Spec.Arms, curve.Arm), 2, 1.0);
                    panel.Svg.Curve(curve.Curve.Points.Select(p => (x[p.Fpr], y[p.Tpr])), look.Color, width, look.Dash, opacity);
                }
            });
        });
        var several = curves.Any(c => c.Seeds > 1);
        var caption = "One class against the others on the test images. "
            + (several ? "Curves are means over seeds (vertical average: the mean true-positive rate at each false-positive rate)." : "One seed.")
            + " The dotted diagonal is chance.";
        return new Figure(name, title, caption, svg, Numbers(result, fraction, curves));
    }

    private static string Alt(StudyResult result, double fraction, List<string> arms) => string.Join(" ", result.Data.ClassNames.Select((c, k) =>
        $"Area under the curve for {c}: "
        + string.Join(", ", arms.Select(a => $"{a} {(result.SummaryOf(a, fraction) is { } s ? Words.Auc(s.AucPerClass[k]) : "–")}")) + "."));

    private static string Numbers(StudyResult result, double fraction, List<ArmCurve> curves) => Csv.Write(
        ["fraction", "class", "arm", "seeds", "fpr", "tpr"],
        from c in curves
        from p in c.Curve.Points
        select new object?[] { fraction, result.Data.ClassNames[c.Class], c.Arm, c.Seeds, p.Fpr, p.Tpr });
}
