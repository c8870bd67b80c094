using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using SkiaSharp;

namespace Equipoise.Tests.Evaluation.Embedding;

public class ThumbnailsTests
{
    private const int Pixels = Thumbnails.Side * Thumbnails.Side;

    [Fact]
    public void Encoded_EnoughRoom_EveryShade()
    {
        byte[] ramp = [.. Enumerable.Range(0, Pixels).Select(i => (byte)i)];
        Assert.Equal(ramp, Decode(Thumbnails.Encoded([ramp], 1_000_000)[0]));
    }

    // Noise is the worst that there is: nothing of it can be compressed.
    [Fact]
    public void Encoded_TwoThousandOfNoise_FewerShadesAndSmall()
    {
        var random = new Seed(1).Random();
        var noise = Enumerable.Range(0, 2000).Select(_ =>
        {
            var pixels = new byte[Pixels];
            random.NextBytes(pixels);
            return pixels;
        }).ToList();
        var files = Thumbnails.Encoded(noise, 3_000_000);
        Assert.InRange(files.Sum(f => f.Length), 1, 3_000_000);
        var shown = Decode(files[0]);
        Assert.InRange(shown.Distinct().Count(), 8, 64);
        Assert.Contains((byte)0, shown);
        Assert.Contains((byte)255, shown);
        Assert.All(shown.Zip(noise[0]), p => Assert.InRange(p.First - p.Second, -19, 19));
    }

    private static byte[] Decode(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        Assert.Equal((Thumbnails.Side, Thumbnails.Side), (bitmap.Width, bitmap.Height));
        return [.. bitmap.Pixels.Select(p => p.Red)];
    }
}
