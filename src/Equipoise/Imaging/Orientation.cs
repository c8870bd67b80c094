using SkiaSharp;

namespace Equipoise.Imaging;

/// <summary>Turns an image upright as its EXIF orientation asks.</summary>
internal static class Orientation
{
    public static RawImage Upright(RawImage image, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return image;
        var (w, h, c) = (image.Width, image.Height, image.Channels);
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (h, w) : (w, h);
        var pixels = new byte[image.Pixels.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (u, v) = origin switch
                {
                    SKEncodedOrigin.TopRight => (w - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (w - 1 - x, h - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, h - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (y, h - 1 - x),
                    SKEncodedOrigin.RightBottom => (w - 1 - y, h - 1 - x),
                    SKEncodedOrigin.LeftBottom => (w - 1 - y, x),
                    _ => (x, y),
                };
                image.Pixels.AsSpan((v * w + u) * c, c).CopyTo(pixels.AsSpan((y * width + x) * c, c));
            }
        return new RawImage(width, height, c, pixels);
    }
}
