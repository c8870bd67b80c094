namespace Equipoise.Reporting.Drawing;

/// <summary>Samples and their names, set in lines below a drawing.</summary>
internal sealed class Legend(IReadOnlyList<(string Name, Action<Svg, double, double> Sample)> entries, double width)
{
    private const double SampleWidth = 34, Gap = 22, LineHeight = 22;

    /// <summary>A stretch of line.</summary>
    public static Action<Svg, double, double> Stroke(Look look, double thickness = 2, double opacity = 1) =>
        (svg, x, y) => svg.Line(x, y, x + 28, y, look.Color, thickness, look.Dash, opacity);

    public double Height => Placed().Select(p => p.Y).DefaultIfEmpty(-LineHeight).Max() + LineHeight;

    public void Draw(Svg svg, double left, double top)
    {
        foreach (var (i, x, y) in Placed())
        {
            entries[i].Sample(svg, left + x, top + y + 9);
            svg.Text(left + x + SampleWidth, top + y + 13.5, Name(i));
        }
    }

    private string Name(int i) => TextSize.Fit(entries[i].Name, 320);

    private IEnumerable<(int Index, double X, double Y)> Placed()
    {
        double x = 0, y = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var needed = SampleWidth + TextSize.Width(Name(i));
            if (x > 0 && x + needed > width)
                (x, y) = (0, y + LineHeight);
            yield return (i, x, y);
            x += needed + Gap;
        }
    }
}
