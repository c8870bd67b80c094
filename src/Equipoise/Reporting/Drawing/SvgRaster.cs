using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Equipoise.Reporting.Drawing;

/// <summary>
/// A drawing as PNG: lines, rectangles, paths, words and clips, as <see cref="Svg"/> writes them; hatches are not among them.
/// Words need a font on the machine and are left out where there is none.
/// </summary>
internal static class SvgRaster
{
    private static readonly string[] Families = ["Liberation Sans", "Arial", "Helvetica", "Segoe UI", "DejaVu Sans", "Noto Sans"];

    /// <param name="scale">Pixels per unit of the drawing.</param>
    /// <exception cref="InvalidOperationException">The drawing holds an element or colour that is not known.</exception>
    public static byte[] Png(string svg, double scale)
    {
        var root = XElement.Parse(svg);
        var info = new SKImageInfo((int)Math.Ceiling(Number(root, "width") * scale), (int)Math.Ceiling(Number(root, "height") * scale));
        using var surface = SKSurface.Create(info);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)scale);
        new Painter(surface.Canvas, root).Draw(root.Elements());
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static float Number(XElement element, string name, float otherwise = 0) =>
        (string?)element.Attribute(name) is { } text ? float.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private sealed class Painter(SKCanvas canvas, XElement root)
    {
        private readonly string _ink = (string)root.Attribute("color")!;

        public void Draw(IEnumerable<XElement> elements)
        {
            foreach (var element in elements)
                Draw(element);
        }

        private void Draw(XElement element)
        {
            switch (element.Name.LocalName)
            {
                case "title" or "desc" or "defs":
                case "rect" when (string?)element.Attribute("class") == "paper":
                    break;
                case "g":
                    DrawGroup(element);
                    break;
                case "text":
                    DrawText(element);
                    break;
                case "line":
                    using (var line = new SKPath())
                    {
                        line.MoveTo(Number(element, "x1"), Number(element, "y1"));
                        line.LineTo(Number(element, "x2"), Number(element, "y2"));
                        DrawShape(element, line, filled: false);
                    }
                    break;
                case "rect":
                    using (var rectangle = Rectangle(element))
                        DrawShape(element, rectangle);
                    break;
                case "path":
                    using (var path = SKPath.ParseSvgPathData((string)element.Attribute("d")!))
                        DrawShape(element, path);
                    break;
                default:
                    throw new InvalidOperationException($"A drawing holds a <{element.Name.LocalName}>, which has no way to PNG.");
            }
        }

        private void DrawGroup(XElement group)
        {
            canvas.Save();
            if ((string?)group.Attribute("clip-path") is { } clip)
            {
                var id = clip["url(#".Length..^1];
                using var area = Rectangle(root.Descendants().First(e => (string?)e.Attribute("id") == id).Elements().First());
                canvas.ClipPath(area, SKClipOperation.Intersect, antialias: true);
            }
            Draw(group.Elements());
            canvas.Restore();
        }

        private void DrawShape(XElement element, SKPath path, bool filled = true)
        {
            if (filled && ((string?)element.Attribute("fill") ?? Svg.Ink) is var fill and not "none")
            {
                using var paint = Paint(fill, Number(element, "fill-opacity", 1));
                canvas.DrawPath(path, paint);
            }
            if ((string?)element.Attribute("stroke") is { } stroke and not "none")
            {
                using var paint = Paint(stroke, Number(element, "stroke-opacity", 1));
                (paint.Style, paint.StrokeWidth) = (SKPaintStyle.Stroke, Number(element, "stroke-width", 1));
                paint.StrokeJoin = element.Attribute("stroke-linejoin") is null ? SKStrokeJoin.Miter : SKStrokeJoin.Round;
                if ((string?)element.Attribute("stroke-dasharray") is { } dashes)
                    paint.PathEffect = SKPathEffect.CreateDash(Dashes(dashes), 0);
                canvas.DrawPath(path, paint);
            }
        }

        private void DrawText(XElement element)
        {
            var text = element.Value;
            using var typeface = Typeface(text, (string?)element.Attribute("font-weight") is not null);
            if (typeface is null)
                return;
            using var font = new SKFont(typeface, Number(element, "font-size", (float)Svg.FontSize)) { Subpixel = true };
            using var paint = Paint(Svg.Ink, Number(element, "fill-opacity", 1));
            var align = (string?)element.Attribute("text-anchor") switch { "middle" => SKTextAlign.Center, "end" => SKTextAlign.Right, _ => SKTextAlign.Left };
            var (x, y) = (Number(element, "x"), Number(element, "y"));
            canvas.Save();
            if ((string?)element.Attribute("transform") is { } turn)
                canvas.RotateDegrees(float.Parse(turn["rotate(".Length..turn.IndexOf(' ')], CultureInfo.InvariantCulture), x, y);
            canvas.DrawText(text, x, y, align, font, paint);
            canvas.Restore();
        }

        private SKPaint Paint(string color, float opacity) =>
            SKColor.TryParse(color == Svg.Ink ? _ink : color, out var parsed)
                ? new SKPaint { IsAntialias = true, Color = parsed.WithAlpha((byte)Math.Round(255 * opacity)) }
                : throw new InvalidOperationException($"A drawing has the colour '{color}', which has no way to PNG.");

        // A font that has the first letters of the text; null where the machine has none.
        private static SKTypeface? Typeface(string text, bool bold)
        {
            var fonts = SKFontManager.Default;
            var there = fonts.FontFamilies.ToHashSet();
            var style = bold ? SKFontStyle.Bold : SKFontStyle.Normal;
            var usual = fonts.MatchFamily(Families.FirstOrDefault(there.Contains) ?? there.Order().FirstOrDefault(), style);
            if (usual is null || usual.ContainsGlyphs(text))
                return usual;
            var strange = text.EnumerateRunes().First(r => !usual.ContainsGlyph(r.Value)).Value;
            return fonts.MatchCharacter(strange) ?? usual;
        }

        private static SKPath Rectangle(XElement element)
        {
            var path = new SKPath();
            path.AddRect(SKRect.Create(Number(element, "x"), Number(element, "y"), Number(element, "width"), Number(element, "height")));
            return path;
        }

        private static float[] Dashes(string text)
        {
            float[] lengths = [.. text.Split(' ').Select(t => float.Parse(t, CultureInfo.InvariantCulture))];
            return lengths.Length % 2 == 0 ? lengths : [.. lengths, .. lengths];
        }
    }
}
