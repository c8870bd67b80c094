using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>One panel per arm, one figure per fraction, the largest fraction first.</summary>
[Named("classifier-loss", "The classifier's training and validation loss by epoch")]
internal sealed class ClassifierLossFigure : IFigure
{
    private static readonly Look Train = new(Look.Blue, null, Marker.Circle), Validation = new("#d55e00", "6 3", Marker.Circle);

    public IEnumerable<Figure> Draw(StudyResult result) =>
        from fraction in result.FractionsInOrder().Reverse()
        let arms = result.ArmsInOrder().Where(a => result.CellsOf(a, fraction).Any(c => c.ClassifierCurve.Count > 0)).ToList()
        where arms.Count > 0
        select Draw(result, fraction, arms);

    private static Figure Draw(StudyResult result, double fraction, List<string> arms)
    {
        var name = $"classifier-loss-{CellId.FractionName(fraction)}";
        var title = $"Classifier loss with {Words.Percent(fraction)} of the training images";
        var curves = arms.SelectMany(a => result.CellsOf(a, fraction)).SelectMany(c => c.ClassifierCurve).ToList();
        var (top, cut) = LossRange.Top(curves.SelectMany(e => new[] { e.TrainLoss, e.ValidationLoss }));
        var several = arms.Any(a => result.CellsOf(a, fraction).Count > 1);
        var legend = new Legend(
            [("training", Legend.Stroke(Train)), ("validation", Legend.Stroke(Validation)), ("epoch whose weights were tested", Best)], PanelGrid.Width - 80);
        var grid = new PanelGrid(arms.Count, PanelGrid.ColumnsFor(arms.Count, 4), 150, legend);
        var svg = grid.Draw(name, title, Alt(result, fraction, arms), (i, panel) =>
        {
            var y = new Scale(0, top, panel.Bottom, panel.Top);
            var x = LossRange.Epochs(curves.Max(e => e.Epoch), panel);
            panel.Title(arms[i]);
            panel.XAxis(x, "Epoch", 44);
            panel.YAxis(y, i % grid.Columns == 0 ? "Loss" : "");
            panel.Inside(() =>
            {
                foreach (var (cell, n) in result.CellsOf(arms[i], fraction).Select((c, n) => (c, n)).Reverse())
                    DrawCell(panel.Svg, x, y, cell, first: n == 0);
            });
        });
        var caption = (result.Spec.Classifier.Loss == ClassifierLoss.Softmax ? "Softmax cross-entropy" : "Binary cross-entropy")
            + " per epoch; all panels share one scale."
            + (several ? " Strong lines: first seed; faint lines: the others." : "")
            + (cut ? " Values beyond the upper edge are cut; the table beside the figure has them." : "");
        return new Figure(name, title, caption, svg, Numbers(result, fraction, arms));
    }

    private static void DrawCell(Svg svg, Scale x, Scale y, CellResult cell, bool first)
    {
        var (width, opacity) = first ? (2, 1) : (1.1, 0.4);
        svg.Curve(cell.ClassifierCurve.Select(e => (x[e.Epoch], y[e.TrainLoss])), Train.Color, width, Train.Dash, opacity);
        svg.Curve(cell.ClassifierCurve.Select(e => (x[e.Epoch], y[e.ValidationLoss])), Validation.Color, width, Validation.Dash, opacity);
        if (first && cell.ClassifierCurve.FirstOrDefault(e => e.Epoch == cell.BestEpoch) is { } best && double.IsFinite(best.ValidationLoss))
            svg.Mark(Marker.Circle, x[best.Epoch], y[best.ValidationLoss], Svg.Ink, 4.5, open: true);
    }

    private static void Best(Svg svg, double x, double y) => svg.Mark(Marker.Circle, x + 18, y, Svg.Ink, 4.5, open: true);

    private static string Alt(StudyResult result, double fraction, List<string> arms) => string.Join(" ", arms.Select(a =>
        result.CellsOf(a, fraction)[0] is { ClassifierCurve: [.., var last] } c
            ? $"{a}: {c.ClassifierCurve.Count} epochs, last training loss {Words.Auc(last.TrainLoss)}, validation {Words.Auc(last.ValidationLoss)}, tested epoch {c.BestEpoch}."
            : ""));

    private static string Numbers(StudyResult result, double fraction, List<string> arms) => Csv.Write(
        ["arm", "fraction", "seed", "epoch", "train_loss", "validation_loss", "tested"],
        from a in arms
        from c in result.CellsOf(a, fraction)
        from e in c.ClassifierCurve
        select new object?[] { a, fraction, c.Id.Seed, e.Epoch, e.TrainLoss, e.ValidationLoss, e.Epoch == c.BestEpoch ? 1 : 0 });
}
