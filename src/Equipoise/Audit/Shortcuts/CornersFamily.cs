using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>
/// Letters, markers and burned-in text, which stand in the corners. Measured on the reduced image, so that the size of the
/// original has no part in it.
/// </summary>
[Named("corners", "markers and burned-in text in the four corners")]
public sealed class CornersFamily : IShortcutFamily
{
    private const int Part = 6, PerCorner = 7;

    // Grey levels: nearly white, and what a stroke stands out by from its surroundings or a pixel from the next.
    private const int Saturated = 240, Stroke = 60, Edge = 48;

    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the image's corners";

    public int Width => 4 * PerCorner;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var grey = image.Reduced;
        var (w, h) = (Math.Max(1, grey.Width / Part), Math.Max(1, grey.Height / Part));
        for (var corner = 0; corner < 4; corner++)
            MeasureCorner(Cut(grey, 2 * w, 2 * h, corner), w, h, features.Slice(corner * PerCorner, PerCorner));
    }

    // The corner is the first [h,w] of an area twice as wide and high.
    private static void MeasureCorner(RawImage area, int w, int h, Span<double> features)
    {
        var radius = Math.Max(2, Math.Min(w, h) / 5);
        double saturated = 0, bright = 0, dark = 0, edges = 0, inside = 0, all = 0;
        int brightest = 0, darkest = 255;
        var sums = new IntegralImage(area);
        for (var y = 0; y < area.Height; y++)
            for (var x = 0; x < area.Width; x++)
            {
                int v = area.Pixels[y * area.Width + x];
                all += v;
                if (x >= w || y >= h)
                    continue;
                inside += v;
                saturated += v >= Saturated ? 1 : 0;
                var contrast = v - sums.Mean(x, y, radius);
                bright += contrast > Stroke ? 1 : 0;
                dark += contrast < -Stroke ? 1 : 0;
                edges += IsEdge(area, x, y, v) ? 1 : 0;
                (brightest, darkest) = (Math.Max(brightest, v), Math.Min(darkest, v));
            }
        double count = w * h;
        var around = (all - inside) / Math.Max(1, area.Width * area.Height - count);
        features[0] = saturated / count;
        features[1] = bright / count;
        features[2] = dark / count;
        features[3] = edges / count;
        features[4] = inside / count - around;
        features[5] = brightest - around;
        features[6] = darkest - around;
    }

    private static bool IsEdge(RawImage area, int x, int y, int v) =>
        (x + 1 < area.Width && Math.Abs(area.Pixels[y * area.Width + x + 1] - v) > Edge)
        || (y + 1 < area.Height && Math.Abs(area.Pixels[(y + 1) * area.Width + x] - v) > Edge);

    // One corner, turned so that the image's corner comes first.
    private static RawImage Cut(RawImage image, int width, int height, int corner)
    {
        (width, height) = (Math.Min(width, image.Width), Math.Min(height, image.Height));
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var column = corner % 2 == 0 ? x : image.Width - 1 - x;
                var row = corner / 2 == 0 ? y : image.Height - 1 - y;
                pixels[y * width + x] = image.Pixels[row * image.Width + column];
            }
        return new RawImage(width, height, 1, pixels);
    }

    // Sums over rectangles in constant time.
    private sealed class IntegralImage
    {
        private readonly int _width, _height;
        private readonly int[] _sums;

        public IntegralImage(RawImage image)
        {
            (_width, _height) = (image.Width, image.Height);
            _sums = new int[(_width + 1) * (_height + 1)];
            for (var y = 0; y < _height; y++)
                for (var x = 0; x < _width; x++)
                    _sums[At(x + 1, y + 1)] = image.Pixels[y * _width + x] + _sums[At(x, y + 1)] + _sums[At(x + 1, y)] - _sums[At(x, y)];
        }

        public double Mean(int x, int y, int radius)
        {
            var (left, right) = (Math.Max(0, x - radius), Math.Min(_width, x + radius + 1));
            var (top, bottom) = (Math.Max(0, y - radius), Math.Min(_height, y + radius + 1));
            double sum = _sums[At(right, bottom)] - _sums[At(left, bottom)] - _sums[At(right, top)] + _sums[At(left, top)];
            return sum / ((right - left) * (bottom - top));
        }

        private int At(int x, int y) => y * (_width + 1) + x;
    }
}
