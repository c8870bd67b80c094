using Equipoise.Common;
using Equipoise.Data.Phantoms;
using Equipoise.Imaging;
using SkiaSharp;

namespace Equipoise.Benchmarks;

/// <summary>Files like those of a radiograph collection: phantoms of 1024 pixels with the noise of a detector.</summary>
internal static class IngestImages
{
    public const int Side = 1024;

    private const double NoiseSigma = 3;

    /// <summary>Writes one folder per kind.</summary>
    /// <returns>The kinds' names.</returns>
    public static IReadOnlyList<string> Write(string folder, int count)
    {
        string[] kinds = ["jpeg-grey", "png-grey", "jpeg-rgb", "png-rgb"];
        foreach (var kind in kinds)
            Directory.CreateDirectory(Path.Combine(folder, kind));
        Parallel.For(0, count, i =>
        {
            var grey = Draw(i);
            foreach (var kind in kinds)
                File.WriteAllBytes(Path.Combine(folder, kind, $"{i:D3}"), Encode(kind.EndsWith("rgb", StringComparison.Ordinal) ? Tint(grey) : grey, kind));
        });
        return kinds;
    }

    /// <summary>One image.</summary>
    /// <returns>[1024,1024,1] uint8.</returns>
    public static RawImage Draw(int number)
    {
        var seed = new Seed(1).For(number);
        var factors = PhantomSampler.Draw((PhantomClass)(number % 3), seed);
        var image = Resampler.Resize(PhantomRenderer.Draw(factors, PhantomRenderer.MaxSize), Side, Side);
        var random = seed.For("grain").Random();
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)Math.Clamp(image.Pixels[i] + NoiseSigma * random.NextGaussian(), 0, 255);
        return image;
    }

    private static RawImage Tint(RawImage grey) =>
        new(Side, Side, 3, [.. grey.Pixels.SelectMany(p => new[] { p, (byte)(p * 15 / 16), (byte)(p * 7 / 8) })]);

    private static byte[] Encode(RawImage image, string kind)
    {
        var planes = new byte[image.Pixels.Length];
        for (var i = 0; i < planes.Length; i++)
            planes[i % image.Channels * Side * Side + i / image.Channels] = image.Pixels[i];
        var png = PngFile.Encode(planes, image.Channels, Side, Side, null);
        if (kind.StartsWith("png", StringComparison.Ordinal))
            return png;
        using var bitmap = SKBitmap.Decode(png);
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
    }
}
