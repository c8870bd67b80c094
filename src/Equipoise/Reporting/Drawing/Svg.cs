using System.Globalization;
using System.Xml.Linq;

namespace Equipoise.Reporting.Drawing;

/// <summary>
/// A drawing of lines, shapes and words. Ink is <c>currentColor</c> and text has no measured positions, so the
/// same bytes come out on every machine (one without fonts, too) and a page may set its own colours.
/// </summary>
internal sealed class Svg
{
    public const string Ink = "currentColor";
    public const double FontSize = 13;

    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";
    private readonly XElement _root, _definitions;
    private readonly string _name;
    private int _clips;
    private XElement _target;

    /// <param name="name">Prefix of identifiers, unique in a page.</param>
    /// <param name="alt">What the drawing shows, for those who cannot see it.</param>
    public Svg(string name, double width, double height, string title, string alt)
    {
        _name = name;
        _definitions = new XElement(Ns + "defs");
        _root = _target = new XElement(Ns + "svg",
            new XAttribute("viewBox", $"0 0 {N(width)} {N(height)}"),
            new XAttribute("width", N(width)), new XAttribute("height", N(height)),
            new XAttribute("role", "img"), new XAttribute("aria-labelledby", $"{name}-t {name}-d"),
            new XAttribute("color", "#1b1f24"), new XAttribute("fill", Ink), new XAttribute("font-size", N(FontSize)),
            new XAttribute("font-family", "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"),
            new XElement(Ns + "title", new XAttribute("id", $"{name}-t"), Words.Printable(title)),
            new XElement(Ns + "desc", new XAttribute("id", $"{name}-d"), Words.Printable(alt)),
            _definitions,
            new XElement(Ns + "rect", new XAttribute("class", "paper"), new XAttribute("width", "100%"),
                new XAttribute("height", "100%"), new XAttribute("fill", "#fff")));
    }

    public void Line(double x1, double y1, double x2, double y2, string color = Ink, double width = 1, string? dash = null, double opacity = 1) =>
        Add("line", [("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), .. Stroke(color, width, dash, opacity)]);

    /// <summary>A line through points; a point that is not finite interrupts it.</summary>
    public void Curve(IEnumerable<(double X, double Y)> points, string color, double width, string? dash, double opacity = 1)
    {
        var path = new System.Text.StringBuilder();
        var pen = 'M';
        foreach (var (x, y) in points)
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                path.Append(pen).Append(N(x)).Append(' ').Append(N(y));
                pen = 'L';
            }
            else
                pen = 'M';
        if (path.Length > 0)
            Add("path", [("d", path.ToString()), ("fill", "none"), ("stroke-linejoin", "round"), .. Stroke(color, width, dash, opacity)]);
    }

    public void Rect(double x, double y, double width, double height, string fill, double opacity = 1, string? stroke = null) =>
        Add("rect", [("x", N(x)), ("y", N(y)), ("width", N(Math.Max(0, width))), ("height", N(height)), ("fill", fill),
            .. opacity < 1 ? [("fill-opacity", N(opacity))] : Nothing, .. stroke is null ? Nothing : [("stroke", stroke)]]);

    public void Path(string d, string fill, string stroke, double strokeWidth = 1.5, double opacity = 1) =>
        Add("path", [("d", d), ("fill", fill), ("stroke-linejoin", "round"), .. Stroke(stroke, strokeWidth, null, opacity)]);

    /// <param name="anchor">start, middle or end.</param>
    /// <param name="turn">Degrees about the point.</param>
    public void Text(double x, double y, string text, string anchor = "start", double size = FontSize, bool bold = false, double opacity = 1, double turn = 0)
    {
        Add("text", [("x", N(x)), ("y", N(y)), .. anchor == "start" ? Nothing : [("text-anchor", anchor)],
            .. size == FontSize ? Nothing : [("font-size", N(size))], .. bold ? [("font-weight", "600")] : Nothing,
            .. opacity < 1 ? [("fill-opacity", N(opacity))] : Nothing,
            .. turn == 0 ? Nothing : [("transform", $"rotate({N(turn)} {N(x)} {N(y)})")]]);
        ((XElement)_target.LastNode!).Value = Words.Printable(text);
    }

    /// <summary>Draws within a rectangle only.</summary>
    public void Clipped(double x, double y, double width, double height, Action draw)
    {
        var id = $"{_name}-c{_clips++}";
        _definitions.Add(new XElement(Ns + "clipPath", new XAttribute("id", id), new XElement(Ns + "rect",
            new XAttribute("x", N(x)), new XAttribute("y", N(y)), new XAttribute("width", N(width)), new XAttribute("height", N(height)))));
        Within(new XAttribute("clip-path", $"url(#{id})"), draw);
    }

    /// <summary>Draws what a page's style sheet or script finds under this name.</summary>
    public void Named(string name, Action draw) => Within(new XAttribute("class", name), draw);

    /// <summary>Defines a diagonal hatch and returns the fill that uses it.</summary>
    public string Hatch(string color)
    {
        var id = $"{_name}-h{color.TrimStart('#')}";
        if (!_definitions.Elements().Any(e => (string?)e.Attribute("id") == id))
            _definitions.Add(XElement.Parse(
                $"<pattern xmlns='{Ns}' id='{id}' width='6' height='6' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
                + $"<rect width='6' height='6' fill='{color}' fill-opacity='.25'/><rect width='2.5' height='6' fill='{color}'/></pattern>"));
        return $"url(#{id})";
    }

    public override string ToString() => _root.ToString(SaveOptions.DisableFormatting);

    internal static string N(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    private static readonly (string, string)[] Nothing = [];

    private static IEnumerable<(string, string)> Stroke(string color, double width, string? dash, double opacity) =>
    [
        ("stroke", color), ("stroke-width", N(width)),
        .. dash is null ? Nothing : [("stroke-dasharray", dash)],
        .. opacity < 1 ? [("stroke-opacity", opacity.ToString("0.##", CultureInfo.InvariantCulture))] : Nothing,
    ];

    private void Within(XAttribute attribute, Action draw)
    {
        var outer = _target;
        outer.Add(_target = new XElement(Ns + "g", attribute));
        draw();
        _target = outer;
    }

    private void Add(string element, IEnumerable<(string Name, string Value)> attributes) =>
        _target.Add(new XElement(Ns + element, attributes.Select(a => new XAttribute(a.Name, a.Value))));
}
