using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>One panel per class with all arms, one figure per fraction, the largest fraction first; seeds are pooled.</summary>
[Named("calibration", "How often what a score promises holds, per class")]
internal sealed class CalibrationFigure : IFigure
{
    private sealed record ArmCurve(string Arm, int Class, CalibrationCurve Curve);

    public IEnumerable<Figure> Draw(StudyResult result) =>
        from fraction in result.FractionsInOrder().Reverse()
        let curves = Curves(result, fraction)
        where curves.Count > 0
        select Draw(result, fraction, curves);

    private static List<ArmCurve> Curves(StudyResult result, double fraction) =>
    [
        .. from k in Enumerable.Range(0, result.Data.ClassNames.Count)
           from arm in result.ArmsInOrder()
           let scores = result.CellsOf(arm, fraction).SelectMany(c => c.Scores).Where(s => double.IsFinite(s.Scores[k])).ToList()
           where scores.Count > 0
           select new ArmCurve(arm, k, CalibrationCurve.Of(scores, k)),
    ];

    private static Figure Draw(StudyResult result, double fraction, List<ArmCurve> curves)
    {
        var name = $"calibration-{CellId.FractionName(fraction)}";
        var title = $"Calibration with {Words.Percent(fraction)} of the training images";
        var arms = result.ArmsInOrder().Where(a => curves.Any(c => c.Arm == a)).ToList();
        var classes = curves.Select(c => c.Class).Distinct().ToList();
        var columns = PanelGrid.ColumnsFor(classes.Count, 3);
        var legend = new Legend([.. arms.Select(a => (a, Legend.Stroke(Look.Of(result.Spec.Arms, a))))], PanelGrid.Width - 80);
        var grid = new PanelGrid(classes.Count, columns, columns == 2 ? 340 : 250, legend);
        var svg = grid.Draw(name, title, Alt(result, arms, curves), (i, whole) =>
        {
            var panel = whole with { Width = Math.Min(whole.Width, whole.Height) };
            Scale x = new(0, 1, panel.Left, panel.Right), y = new(0, 1, panel.Bottom, panel.Top);
            panel.Title(result.Data.ClassNames[classes[i]]);
            panel.XAxis(x, "Mean score", 44);
            panel.YAxis(y, i % columns == 0 ? "Share that is of the class" : "", 44);
            panel.Svg.Line(x[0], y[0], x[1], y[1], dash: "1 3", opacity: 0.7);
            panel.Inside(() =>
            {
                foreach (var curve in curves.Where(c => c.Class == classes[i]))
                    Draw(panel.Svg, curve.Curve, x, y, Look.Of(result.Spec.Arms, curve.Arm));
            });
        });
        return new Figure(name, title,
            "Test images in up to ten groups of equally many by rising score, seeds together. On the dotted diagonal a score is the probability that the image "
            + "is of the class; below it the classifier promises too much.",
            svg, Numbers(result, fraction, curves));
    }

    private static void Draw(Svg svg, CalibrationCurve curve, Scale x, Scale y, Look look)
    {
        svg.Curve(curve.Points.Select(p => (x[p.Score], y[p.Share])), look.Color, 2, look.Dash, 1);
        foreach (var point in curve.Points)
            svg.Mark(look.Marker, x[point.Score], y[point.Share], look.Color, 3);
    }

    private static string Alt(StudyResult result, List<string> arms, List<ArmCurve> curves) => string.Join(" ", result.Data.ClassNames.Select((c, k) =>
        $"Mean distance of score and share for {c}: "
        + string.Join(", ", arms.Select(a => $"{a} {(curves.Find(o => o.Arm == a && o.Class == k) is { } o ? Words.Auc(o.Curve.ExpectedError) : "–")}")) + "."));

    private static string Numbers(StudyResult result, double fraction, List<ArmCurve> curves) => Csv.Write(
        ["fraction", "class", "arm", "score", "share", "low", "high", "images"],
        from c in curves
        from p in c.Curve.Points
        select new object?[] { fraction, result.Data.ClassNames[c.Class], c.Arm, p.Score, p.Share, p.Low, p.High, p.Images });
}
