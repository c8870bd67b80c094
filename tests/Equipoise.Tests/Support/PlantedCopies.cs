using System.Runtime.InteropServices;
using Equipoise.Imaging;
using SkiaSharp;

namespace Equipoise.Tests.Support;

/// <summary>The ways in which copies of an image come about. Skia resizes, not our own resampler.</summary>
public static class PlantedCopies
{
    /// <summary>What a search for copies must find.</summary>
    public static IReadOnlyDictionary<string, Func<RawImage, RawImage>> Required { get; } = new Dictionary<string, Func<RawImage, RawImage>>
    {
        ["exact"] = image => image,
        ["jpeg 70"] = image => Jpeg(image, 70),
        ["5 % smaller"] = image => Resize(image, 0.95, 0.95),
        ["5 % larger"] = image => Resize(image, 1.05, 1.05),
        ["5 % narrower"] = image => Resize(image, 0.95, 1),
        ["5 % taller"] = image => Resize(image, 1, 1.05),
        ["flipped"] = Flip,
    };

    /// <summary>Harder ones.</summary>
    public static IReadOnlyDictionary<string, Func<RawImage, RawImage>> Harder { get; } = new Dictionary<string, Func<RawImage, RawImage>>
    {
        ["jpeg 70, 5 % wider and lower, flipped"] = image => Flip(Jpeg(Resize(image, 1.05, 0.95), 70)),
        ["half size, jpeg 50"] = image => Jpeg(Resize(image, 0.5, 0.5), 50),
        ["gamma 0.8"] = image => Map(image, p => 255 * Math.Pow(p / 255, 0.8)),
        ["10 % brighter"] = image => Map(image, p => 1.1 * p),
        ["1 % cropped on each side"] = image => Crop(image, 0.01),
    };

    public static RawImage Flip(RawImage image) => image with
    {
        Pixels = [.. image.Pixels.Chunk(image.Width).SelectMany(row => row.Reverse())],
    };

    public static RawImage Map(RawImage image, Func<double, double> curve) => image with
    {
        Pixels = Array.ConvertAll(image.Pixels, p => (byte)Math.Clamp(Math.Round(curve(p)), 0, 255)),
    };

    public static RawImage Jpeg(RawImage image, int quality)
    {
        using var bitmap = Bitmap(image);
        using var map = bitmap.PeekPixels();
        using var data = map.Encode(new SKJpegEncoderOptions(quality))
            ?? throw new InvalidOperationException("Skia cannot encode this image.");
        return ImageFile.Decode(data.ToArray(), channels: 1, atLeast: int.MaxValue / 2, new ImageLimits());
    }

    public static RawImage Resize(RawImage image, double horizontally, double vertically)
    {
        var (width, height) = ((int)Math.Round(image.Width * horizontally), (int)Math.Round(image.Height * vertically));
        using var bitmap = Bitmap(image);
        var info = new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using var resized = bitmap.Resize(info, new SKSamplingOptions(SKCubicResampler.Mitchell))
            ?? throw new InvalidOperationException("Skia cannot resize this image.");
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
            resized.GetPixelSpan().Slice(y * resized.RowBytes, width).CopyTo(pixels.AsSpan(y * width));
        return new RawImage(width, height, 1, pixels);
    }

    private static RawImage Crop(RawImage image, double margin)
    {
        var (dx, dy) = ((int)Math.Ceiling(image.Width * margin), (int)Math.Ceiling(image.Height * margin));
        var rows = image.Pixels.Chunk(image.Width).Skip(dy).SkipLast(dy);
        return new RawImage(image.Width - 2 * dx, image.Height - 2 * dy, 1, [.. rows.SelectMany(row => row[dx..^dx])]);
    }

    private static SKBitmap Bitmap(RawImage image)
    {
        var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var y = 0; y < image.Height; y++)
            Marshal.Copy(image.Pixels, y * image.Width, bitmap.GetPixels() + y * bitmap.RowBytes, image.Width);
        return bitmap;
    }
}
