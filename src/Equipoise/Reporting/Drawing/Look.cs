namespace Equipoise.Reporting.Drawing;

/// <summary>
/// How one arm or loss is drawn, the same in every figure. Colours are Okabe and Ito's (2008) without the yellow,
/// which white paper swallows; dashes and markers have other periods, so that grey print and 15 arms stay apart.
/// </summary>
internal readonly record struct Look(string Color, string? Dash, Marker Marker)
{
    public const string Blue = "#0072b2", Orange = "#e69f00";

    private static readonly string[] Colors = [Svg.Ink, "#e69f00", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9"];
    private static readonly string?[] Dashes = [null, "8 3", "2 2.5", "9 3 2 3", "14 4"];
    private static readonly Marker[] Markers = Enum.GetValues<Marker>();

    public static Look Of(int index) => new(Colors[index % Colors.Length], Dashes[index % Dashes.Length], Markers[index % Markers.Length]);

    /// <summary>The look of an arm: by its place in the study.</summary>
    public static Look Of(IReadOnlyList<string> arms, string arm) => Of(Math.Max(0, arms.ToList().IndexOf(arm)));
}

internal enum Marker
{
    Circle,
    Square,
    Up,
    Diamond,
    Down,
    Cross,
    Plus,
    Star,
}

internal static class Markers
{
    public static void Mark(this Svg svg, Marker marker, double x, double y, string color, double r = 5, bool open = false)
    {
        var strokes = marker >= Marker.Cross;
        svg.Path(Outline(marker, x, y, r), open || strokes ? "none" : color, color, strokes ? 2.2 : 1.4);
    }

    /// <summary>A marker as a path.</summary>
    public static string Outline(Marker marker, double x, double y, double r)
    {
        string P(double dx, double dy) => $"{Svg.N(x + dx * r)} {Svg.N(y + dy * r)}";
        return marker switch
        {
            Marker.Circle => $"M{P(-1, 0)}a{Svg.N(r)} {Svg.N(r)} 0 1 0 {Svg.N(2 * r)} 0a{Svg.N(r)} {Svg.N(r)} 0 1 0 {Svg.N(-2 * r)} 0Z",
            Marker.Square => $"M{P(-.9, -.9)}L{P(.9, -.9)}L{P(.9, .9)}L{P(-.9, .9)}Z",
            Marker.Up => $"M{P(0, -1.1)}L{P(1.1, .9)}L{P(-1.1, .9)}Z",
            Marker.Down => $"M{P(0, 1.1)}L{P(1.1, -.9)}L{P(-1.1, -.9)}Z",
            Marker.Diamond => $"M{P(0, -1.25)}L{P(1.25, 0)}L{P(0, 1.25)}L{P(-1.25, 0)}Z",
            Marker.Cross => $"M{P(-.9, -.9)}L{P(.9, .9)}M{P(-.9, .9)}L{P(.9, -.9)}",
            Marker.Plus => $"M{P(-1.1, 0)}L{P(1.1, 0)}M{P(0, -1.1)}L{P(0, 1.1)}",
            _ => $"M{P(-1.1, 0)}L{P(1.1, 0)}M{P(-.6, -1)}L{P(.6, 1)}M{P(-.6, 1)}L{P(.6, -1)}",
        };
    }
}
