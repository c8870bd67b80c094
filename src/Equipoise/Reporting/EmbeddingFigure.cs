using System.Globalization;
using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using Equipoise.Reporting.Drawing;

namespace Equipoise.Reporting;

/// <summary>
/// Real and synthetic images in one map, and once more with each class by itself: colours tell classes apart, shapes kinds, and
/// who sees no colours has the small maps.
/// </summary>
public static class EmbeddingFigure
{
    /// <summary>What a page finds the marks of the large map under, in the order of the images.</summary>
    public const string Marks = "marks";

    private const string Real = "real", Synthetic = "synthetic";
    private const double Width = 960, Side = 620, Column = 656, Small = 222, Gap = 24, Header = 34;
    private const int PerLine = 4;

    // Ink and orange come last: the former shows the kinds in the key, the latter is faint on white.
    private const int FirstLook = 2;

    /// <summary>The figure of a map that has images.</summary>
    /// <param name="name">Unique within a page.</param>
    public static Figure Of(JointEmbedding embedding, string name = "embedding")
    {
        var classes = embedding.Images.Select(i => i.Class).Distinct().Order(StringComparer.Ordinal).ToList();
        return new Figure(name, "Real and synthetic images in one t-SNE", Caption(embedding, classes.Count), Draw(embedding, classes, name), Numbers(embedding));
    }

    /// <summary>The drawing as PNG, two pixels per unit.</summary>
    public static byte[] Png(Figure figure) => SvgRaster.Png(figure.Svg, 2);

    private static string Draw(JointEmbedding embedding, List<string> classes, string name)
    {
        var lines = classes.Count > 1 ? (classes.Count + PerLine - 1) / PerLine : 0;
        var legend = Key(embedding.Images, classes);
        var height = Math.Max(Side + 2, legend.Height + 150) + lines * (Small + Header) + 4;
        var svg = new Svg(name, Width, height, "Real and synthetic images in one t-SNE", Alt(embedding, classes));
        var r = embedding.Images.Count switch { < 200 => 5.0, < 800 => 4, _ => 3 };
        var large = new Map(svg, embedding.Images, 1, 1, Side, r);
        large.Frame();
        svg.Named(Marks, () => large.Each((image, x, y) => svg.Mark(MarkerOf(image.Synthetic), x, y, ColorOf(classes, image.Class), r, open: !image.Synthetic)));
        legend.Draw(svg, Column, 12);
        Notes(svg, embedding, legend.Height + 40);
        for (var c = 0; c < classes.Count && lines > 0; c++)
            DrawClass(svg, embedding, classes, c, height - 2 - lines * (Small + Header));
        return svg.ToString();
    }

    private static void DrawClass(Svg svg, JointEmbedding embedding, List<string> classes, int c, double top)
    {
        var map = new Map(svg, embedding.Images, 1 + c % PerLine * (Small + Gap), top + Header + c / PerLine * (Small + Header), Small, 2.2);
        svg.Text(map.Left, map.Top - 8, TextSize.Fit(classes[c], Small), bold: true);
        map.Frame();
        svg.Path(map.Dots(i => i.Class != classes[c]), "none", Svg.Ink, 1.2, 0.25);
        foreach (var synthetic in (bool[])[false, true])
        {
            var d = map.Outlines(MarkerOf(synthetic), i => i.Class == classes[c] && i.Synthetic == synthetic);
            svg.Path(d, synthetic ? ColorOf(classes, classes[c]) : "none", ColorOf(classes, classes[c]), 1);
        }
    }

    private static Legend Key(IReadOnlyList<EmbeddedImage> images, List<string> classes) => new(
        [
            ($"real ({Words.Count(images.Count(i => !i.Synthetic))})", (svg, x, y) => svg.Mark(MarkerOf(false), x + 14, y, Svg.Ink, open: true)),
            ($"synthetic ({Words.Count(images.Count(i => i.Synthetic))})", (svg, x, y) => svg.Mark(MarkerOf(true), x + 14, y, Svg.Ink)),
            .. classes.Select(c => ($"{TextSize.Fit(c, 200)} ({Words.Count(images.Count(i => i.Class == c))})", Sample(ColorOf(classes, c)))),
        ], 1);

    private static Action<Svg, double, double> Sample(string color) => (svg, x, y) =>
    {
        svg.Mark(MarkerOf(false), x + 7, y, color, open: true);
        svg.Mark(MarkerOf(true), x + 21, y, color);
    };

    private static void Notes(Svg svg, JointEmbedding embedding, double top)
    {
        string[] lines = [$"KL divergence {Three(embedding.Divergence)} nats", $"perplexity {Round(embedding.Perplexity)}", "", .. Meaning];
        for (var i = 0; i < lines.Length; i++)
            if (lines[i] is not "")
                svg.Text(Column, top + 18 * i, lines[i], size: 12, opacity: 0.8);
    }

    // In lines as wide as the column.
    private static string[] Meaning => ["Only neighbourhoods mean something:", "distances between clusters, and their", "sizes, mean nothing in t-SNE."];

    private static string Caption(JointEmbedding embedding, int classes) =>
        "Every image is a mark: real ones hollow circles, synthetic ones filled triangles, coloured by class. "
        + (classes > 1 ? "Below, each class by itself, the others as dots. " : "")
        + $"One t-SNE of both kinds; KL divergence {Three(embedding.Divergence)} nats, perplexity {Round(embedding.Perplexity)}. "
        + "Where the kinds mix, the features do not tell them apart. Distances between clusters, and the clusters' sizes, mean nothing in t-SNE. "
        + embedding.Remark;

    private static string Alt(JointEmbedding embedding, List<string> classes) =>
        $"Scatter plot of {Words.Count(embedding.Images.Count)} images. " + string.Join(" ", classes.Select(c =>
            $"{c}: {embedding.Images.Count(i => i.Class == c && !i.Synthetic)} real, {embedding.Images.Count(i => i.Class == c && i.Synthetic)} synthetic."));

    private static string Numbers(JointEmbedding embedding) => Csv.Write(
        ["class", "kind", "path", "x", "y"],
        embedding.Images.OrderBy(i => i.Class, StringComparer.Ordinal).ThenBy(i => i.Synthetic).ThenBy(i => i.Path, StringComparer.Ordinal)
            .Select(IEnumerable<object?> (i) => [i.Class, i.Synthetic ? Synthetic : Real, i.Path, i.X, i.Y]));

    private static Marker MarkerOf(bool synthetic) => synthetic ? Marker.Up : Marker.Circle;

    private static string ColorOf(List<string> classes, string name) => Look.Of(classes.IndexOf(name) + FirstLook).Color;

    private static string Three(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    private static string Round(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";

    // A square in which all images have a place, one unit as long across as upwards.
    private sealed class Map
    {
        private readonly Svg _svg;
        private readonly IReadOnlyList<EmbeddedImage> _images;
        private readonly Scale _x, _y;
        private readonly double _side, _r;

        public Map(Svg svg, IReadOnlyList<EmbeddedImage> images, double left, double top, double side, double r)
        {
            (_svg, _images, Left, Top, _side, _r) = (svg, images, left, top, side, r);
            var (x, y) = (images.Min(i => i.X) + images.Max(i => i.X), images.Min(i => i.Y) + images.Max(i => i.Y));
            var half = Math.Max(1e-6, 0.5 * Math.Max(images.Max(i => i.X) - images.Min(i => i.X), images.Max(i => i.Y) - images.Min(i => i.Y)));
            var margin = 3 * r;
            _x = new Scale(x / 2 - half, x / 2 + half, left + margin, left + side - margin);
            _y = new Scale(y / 2 - half, y / 2 + half, top + side - margin, top + margin);
        }

        public double Left { get; }

        public double Top { get; }

        public void Frame() => _svg.Rect(Left, Top, _side, _side, "none", stroke: "#8a949f");

        public void Each(Action<EmbeddedImage, double, double> draw)
        {
            foreach (var image in _images)
                draw(image, _x[image.X], _y[image.Y]);
        }

        public string Outlines(Marker marker, Func<EmbeddedImage, bool> which) =>
            string.Concat(_images.Where(which).Select(i => Markers.Outline(marker, _x[i.X], _y[i.Y], _r)));

        public string Dots(Func<EmbeddedImage, bool> which) =>
            string.Concat(_images.Where(which).Select(i => $"M{Svg.N(_x[i.X])} {Svg.N(_y[i.Y])}h1.2"));
    }
}
