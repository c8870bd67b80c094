using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>
/// Letters, markers and burned-in text, which stand in the corners. Measured on the reduced image, so that the size of the
/// original has no part in it. Missing where the image is too small for any.
/// </summary>
[Named("corners", "markers and burned-in text in the four corners")]
public sealed class CornersFamily : IShortcutFamily
{
    // A larger part would reach into the lung at the lower corners, where disease shows.
    private const int Part = 8, PerCorner = 6;

    // Grey levels: nearly white, and what a stroke stands out by from its surroundings or a pixel from the next.
    private const int Saturated = 240, Stroke = 60, Edge = 48;

    public ShortcutKind Kind => ShortcutKind.Acquisition;

    public string Subject => "the image's corners";

    public int Width => 4 * PerCorner;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var grey = image.Reduced;
        for (var corner = 0; corner < 4 && image.HasSurroundings; corner++)
            MeasureCorner(Cut(grey, corner), features.Slice(corner * PerCorner, PerCorner));
    }

    private static void MeasureCorner(RawImage corner, Span<double> features)
    {
        var radius = Math.Max(2, Math.Min(corner.Width, corner.Height) / 4);
        double saturated = 0, bright = 0, dark = 0, edges = 0, count = corner.Pixels.Length;
        var sums = new IntegralImage(corner);
        for (var y = 0; y < corner.Height; y++)
            for (var x = 0; x < corner.Width; x++)
            {
                int v = corner.Pixels[y * corner.Width + x];
                var contrast = v - sums.Mean(x, y, radius);
                saturated += v >= Saturated ? 1 : 0;
                bright += contrast > Stroke ? 1 : 0;
                dark += contrast < -Stroke ? 1 : 0;
                edges += IsEdge(corner, x, y, v) ? 1 : 0;
            }
        var sorted = corner.Pixels.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        features[0] = saturated / count;
        features[1] = bright / count;
        features[2] = dark / count;
        features[3] = edges / count;
        features[4] = sorted[^1] - median;
        features[5] = median - sorted[0];
    }

    private static bool IsEdge(RawImage corner, int x, int y, int v) =>
        (x + 1 < corner.Width && Math.Abs(corner.Pixels[y * corner.Width + x + 1] - v) > Edge)
        || (y + 1 < corner.Height && Math.Abs(corner.Pixels[(y + 1) * corner.Width + x] - v) > Edge);

    // Upper left, upper right, lower left, lower right.
    private static RawImage Cut(RawImage image, int corner)
    {
        var (width, height) = (Math.Max(1, image.Width / Part), Math.Max(1, image.Height / Part));
        var left = corner % 2 == 0 ? 0 : image.Width - width;
        var top = corner / 2 == 0 ? 0 : image.Height - height;
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
            image.Pixels.AsSpan((top + y) * image.Width + left, width).CopyTo(pixels.AsSpan(y * width));
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
