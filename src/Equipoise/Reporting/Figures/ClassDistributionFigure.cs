using Equipoise.Common;
using Equipoise.Reporting.Drawing;
using Equipoise.Studies;

namespace Equipoise.Reporting.Figures;

/// <summary>Real images of each class, and what was added to them. Arms that add the same share a panel.</summary>
[Named("class-distribution", "Training images of each class before and after synthesis")]
internal sealed class ClassDistributionFigure : IFigure
{
    private const double Width = 960, RowHeight = 32, Header = 46, Footer = 44, Gap = 34;

    private sealed record Plan(double Fraction, IReadOnlyList<string> Arms, IReadOnlyList<int> Real, IReadOnlyList<int> Synthetic);

    public IEnumerable<Figure> Draw(StudyResult result)
    {
        if (result.Cells.Count == 0)
            yield break;
        var seed = result.Cells.Min(c => c.Id.Seed);
        var plans = Plans(result, seed);
        var caption = $"Training images of seed {seed}. Solid: real images, all that there is before synthesis. Hatched: synthetic images "
            + "added" + (Alike(plans) ? ", the same in every arm with synthetic images" : " by the arms named above a panel")
            + ". Each panel has its own scale; counts are real + synthetic.";
        yield return new Figure("class-distribution", "Training images before and after synthesis", caption,
            Drawn(result.Data.ClassNames, plans), Numbers(result, plans));
    }

    private static List<Plan> Plans(StudyResult result, int seed) =>
    [
        .. from cell in result.Cells
           where cell.Id.Seed == seed
           group cell by cell.Id.Fraction into fraction
           orderby fraction.Key
           let synthetic = fraction.Where(c => c.Synthetic).ToList()
           from plan in (synthetic.Count > 0 ? synthetic : fraction.Take(1)).GroupBy(c => string.Join(' ', c.SyntheticPerClass))
           let first = plan.First()
           select new Plan(fraction.Key, [.. plan.Where(c => c.Synthetic).Select(c => c.Id.Arm)], first.RealPerClass, first.SyntheticPerClass),
    ];

    private static bool Alike(List<Plan> plans) => plans.DistinctBy(p => p.Fraction).Count() == plans.Count;

    private static string Drawn(IReadOnlyList<string> classes, List<Plan> plans)
    {
        var names = Math.Min(200, classes.Max(c => TextSize.Width(c)) + 14);
        var columns = Math.Min(plans.Count, 2);
        var height = classes.Count * RowHeight;
        var block = Header + height + Footer;
        var lines = (plans.Count + columns - 1) / columns;
        var legend = new Legend([("real", Box(Look.Blue, false)), ("synthetic", Box(Look.Orange, true))], Width - names);
        var svg = new Svg("class-distribution", Width, lines * block + legend.Height, "Training images before and after synthesis", Alt(classes, plans));
        var width = Math.Min(520, (Width - names - Gap * (columns - 1)) / columns);
        for (var i = 0; i < plans.Count; i++)
        {
            var panel = new Panel(svg, names + i % columns * (width + Gap), Header + i / columns * block, width, height);
            if (i % columns == 0)
                for (var c = 0; c < classes.Count; c++)
                    svg.Text(names - 10, panel.Top + (c + 0.5) * RowHeight + 4.5, TextSize.Fit(classes[c], names - 12), "end");
            DrawPlan(panel, plans[i], named: !Alike(plans));
        }
        legend.Draw(svg, names, lines * block);
        return svg.ToString();
    }

    private static void DrawPlan(Panel panel, Plan plan, bool named)
    {
        panel.Title($"{Words.Percent(plan.Fraction)} of training images" + (named && plan.Arms.Count > 0 ? $" ({string.Join(", ", plan.Arms)})" : ""));
        var counts = plan.Real.Zip(plan.Synthetic, (r, s) => (Real: r, Synthetic: s)).ToList();
        // Room for the widest count beside the longest bar.
        var room = counts.Max(c => TextSize.Width(Label(c), 12)) + 10;
        var x = Scale.Around([0, .. counts.Select(c => (double)c.Real + c.Synthetic)], panel.Left, panel.Right - room, 0);
        panel.XAxis(x, "Images", 70);
        for (var c = 0; c < counts.Count; c++)
        {
            var y = panel.Top + c * RowHeight + 6;
            var (real, all) = (x[counts[c].Real], x[counts[c].Real + counts[c].Synthetic]);
            panel.Svg.Rect(panel.Left, y, real - panel.Left, RowHeight - 12, Look.Blue);
            if (counts[c].Synthetic > 0)
                panel.Svg.Rect(real, y, all - real, RowHeight - 12, panel.Svg.Hatch(Look.Orange), stroke: Look.Orange);
            panel.Svg.Text(all + 6, y + 14.5, Label(counts[c]), size: 12);
        }
        panel.Svg.Line(panel.Left, panel.Top, panel.Left, panel.Bottom, opacity: 0.6);
    }

    private static string Label((int Real, int Synthetic) count) =>
        count.Synthetic > 0 ? $"{Words.Count(count.Real)} + {Words.Count(count.Synthetic)}" : Words.Count(count.Real);

    private static Action<Svg, double, double> Box(string color, bool hatched) => (svg, x, y) =>
        svg.Rect(x + 4, y - 6, 24, 12, hatched ? svg.Hatch(color) : color, stroke: color);

    private static string Alt(IReadOnlyList<string> classes, List<Plan> plans) => string.Join(" ", plans.Select(p =>
        $"At {Words.Percent(p.Fraction)}: " + string.Join("; ", classes.Select((c, i) => $"{c} {p.Real[i]} real, {p.Synthetic[i]} synthetic")) + "."));

    private static string Numbers(StudyResult result, List<Plan> plans) => Csv.Write(
        ["fraction", "arms", "class", "real", "synthetic"],
        from p in plans
        from i in Enumerable.Range(0, result.Data.ClassNames.Count)
        select new object?[] { p.Fraction, string.Join(' ', p.Arms), result.Data.ClassNames[i], p.Real[i], p.Synthetic[i] });
}
