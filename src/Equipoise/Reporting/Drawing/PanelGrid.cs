namespace Equipoise.Reporting.Drawing;

/// <summary>Equal panels in lines, a legend below.</summary>
/// <param name="Columns">Panels in a line.</param>
/// <param name="PanelHeight">Height of the axes' rectangle.</param>
internal sealed record PanelGrid(int Count, int Columns, double PanelHeight, Legend Legend)
{
    public const double Width = 960;
    private const double Left = 62, Gap = 62, Header = 28, Footer = 50, Edge = 12;

    private double Block => Header + PanelHeight + Footer;

    private double Lines => (Count + Columns - 1) / Columns;

    public double PanelWidth => (Width - Left - Edge - Gap * (Columns - 1)) / Columns;

    /// <summary>Panels of up to <paramref name="most"/> in a line, without a last line of one where that can be helped.</summary>
    public static int ColumnsFor(int count, int most) =>
        count <= most ? Math.Max(count, 2) : Enumerable.Range(2, most - 1).OrderBy(c => (c - count % c) % c).ThenByDescending(c => c).First();

    public string Draw(string name, string title, string alt, Action<int, Panel> panel)
    {
        var svg = new Svg(name, Width, Lines * Block + Legend.Height + 4, title, alt);
        for (var i = 0; i < Count; i++)
            panel(i, new Panel(svg, Left + i % Columns * (PanelWidth + Gap), Header + i / Columns * Block, PanelWidth, PanelHeight));
        Legend.Draw(svg, Left, Lines * Block);
        return svg.ToString();
    }
}
