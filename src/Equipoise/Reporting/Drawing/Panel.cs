namespace Equipoise.Reporting.Drawing;

/// <summary>One pair of axes: a rectangle of a drawing and its two scales.</summary>
internal sealed record Panel(Svg Svg, double Left, double Top, double Width, double Height)
{
    private const double Small = 12;

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public void Title(string text, double from = double.NaN) =>
        Svg.Text(double.IsNaN(from) ? Left : from, Top - 9, TextSize.Fit(text, Right - (double.IsNaN(from) ? Left : from)), bold: true);

    /// <summary>A horizontal axis below with light grid lines.</summary>
    public void XAxis(Scale scale, string label, double spacing = 56)
    {
        foreach (var (value, text) in scale.Ticks(spacing))
        {
            Svg.Line(scale[value], Top, scale[value], Bottom, opacity: 0.13);
            Svg.Text(scale[value], Bottom + 16, text, "middle", Small, opacity: 0.8);
        }
        Svg.Line(Left, Bottom, Right, Bottom, opacity: 0.6);
        if (label is not "")
            Svg.Text((Left + Right) / 2, Bottom + 34, label, "middle", Small);
    }

    /// <summary>A vertical axis at the left with light grid lines.</summary>
    public void YAxis(Scale scale, string label, double spacing = 34)
    {
        foreach (var (value, text) in scale.Ticks(spacing))
        {
            Svg.Line(Left, scale[value], Right, scale[value], opacity: 0.13);
            Svg.Text(Left - 6, scale[value] + 4, text, "end", Small, opacity: 0.8);
        }
        Svg.Line(Left, Top, Left, Bottom, opacity: 0.6);
        if (label is not "")
            Svg.Text(Left - 42, (Top + Bottom) / 2, label, "middle", Small, turn: -90);
    }

    public void Inside(Action draw) => Svg.Clipped(Left, Top - 1, Width + 1, Height + 2, draw);
}
