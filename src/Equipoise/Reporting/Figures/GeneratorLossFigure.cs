using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>One panel per GAN, whichever arms share it, one figure per fraction, the largest fraction first.</summary>
[Named("generator-loss", "Each GAN's losses by epoch")]
internal sealed class GeneratorLossFigure : IFigure
{
    public IEnumerable<Figure> Draw(StudyResult result) =>
        from fraction in result.FractionsInOrder().Reverse()
        let cells = result.ArmsInOrder()
            .Select(a => result.CellsOf(a, fraction).FirstOrDefault(c => c.GeneratorCurve.Count > 0)).OfType<CellResult>().DistinctBy(c => c.Generator?.Weights ?? c.Id.Arm).ToList()
        where cells.Count > 0
        select Draw(result, fraction, cells);

    private static Figure Draw(StudyResult result, double fraction, List<CellResult> cells)
    {
        var name = $"generator-loss-{CellId.FractionName(fraction)}";
        var title = $"GAN losses with {Words.Percent(fraction)} of the training images";
        // Names over all fractions, so that a loss looks the same in every figure.
        var losses = result.Cells.SelectMany(c => c.GeneratorCurve).SelectMany(e => e.Losses.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = losses.Where(l => cells.Any(c => c.GeneratorCurve.Any(e => e.Losses.ContainsKey(l)))).ToList();
        Look LookOf(string loss) => Look.Of(losses.IndexOf(loss) + 1);
        var legend = new Legend([.. shown.Select(l => (l, Legend.Stroke(LookOf(l))))], PanelGrid.Width - 80);
        var grid = new PanelGrid(cells.Count, PanelGrid.ColumnsFor(cells.Count, 3), 170, legend);
        var anyCut = false;
        var svg = grid.Draw(name, title, Alt(cells), (i, panel) =>
        {
            var curve = cells[i].GeneratorCurve;
            var (y, cut) = LossRange.Around(curve.SelectMany(e => e.Losses.Values), panel);
            anyCut |= cut;
            var x = LossRange.Epochs(curve.Max(e => e.Epoch), panel);
            panel.Title(cells[i].Id.Arm);
            panel.XAxis(x, "Epoch", 44);
            panel.YAxis(y, i % grid.Columns == 0 ? "Loss" : "");
            panel.Inside(() =>
            {
                foreach (var loss in shown)
                    panel.Svg.Curve(curve.Select(e => (x[e.Epoch], e.Losses.TryGetValue(loss, out var v) ? y[v] : double.NaN)),
                        LookOf(loss).Color, 2, LookOf(loss).Dash);
            });
        });
        var caption = $"Mean of each loss per epoch, seed {cells[0].Id.Seed}. What several arms share is shown once, under the first of them. Each panel has its own scale: losses of different GANs "
            + "measure different things, and a low loss is not a sign of good images."
            + (anyCut ? " Values beyond an edge are cut; the table beside the figure has them." : "");
        return new Figure(name, title, caption, svg, Numbers(result, fraction));
    }

    private static string Alt(List<CellResult> cells) => string.Join(" ", cells.Select(c =>
        $"{c.Id.Arm} after {c.GeneratorCurve[^1].Epoch} epochs: "
        + string.Join(", ", c.GeneratorCurve[^1].Losses.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key} {Words.Auc(l.Value)}")) + "."));

    private static string Numbers(StudyResult result, double fraction) => Csv.Write(
        ["arm", "fraction", "seed", "epoch", "loss", "value"],
        from a in result.ArmsInOrder()
        from c in result.CellsOf(a, fraction)
        from e in c.GeneratorCurve
        from l in e.Losses.OrderBy(l => l.Key, StringComparer.Ordinal)
        select new object?[] { a, fraction, c.Id.Seed, e.Epoch, l.Key, l.Value });
}
