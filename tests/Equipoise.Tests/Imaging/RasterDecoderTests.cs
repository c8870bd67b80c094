using Equipoise.Imaging;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging;

public class RasterDecoderTests
{
    private static readonly ImageLimits Limits = new();

    [Fact]
    public void Decode_OwnPng_SamePixels()
    {
        var pixels = TestImages.Draw(1, 40, 3);
        Assert.Equal(pixels, RasterDecoder.Decode(PngFile.Encode(pixels, 1, 40, 40, null), 1, 32, Limits).Pixels);
    }

    [Fact]
    public void Decode_LargeJpeg_ScaledButNeverBelowTwiceTheTarget()
    {
        var image = RasterDecoder.Decode(Jpeg(1024, 800), 1, 64, Limits);
        Assert.InRange(image.Height, 128, 400);
        Assert.Equal(1024.0 / 800, (double)image.Width / image.Height, 0.02);
    }

    [Fact]
    public void Decode_TruncatedBeforeTheLastRow_QuarantineReasonAndNothingElse()
    {
        foreach (var file in new[] { Jpeg(64, 64), TestImages.Png(0, 64, 1) })
            for (var length = 0; length < file.Length - 60; length += 37)
                Assert.Throws<UnreadableImageException>(() => RasterDecoder.Decode(file[..length], 1, 32, Limits));
    }

    [Fact]
    public void Decode_FlippedBits_AnImageOrAReason()
    {
        var random = new Random(4);
        foreach (var file in new[] { Jpeg(64, 64), TestImages.Png(0, 64, 1) })
            for (var trial = 0; trial < 300; trial++)
            {
                var broken = file.ToArray();
                for (var i = 0; i < 4; i++)
                    broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    Assert.Equal(1, RasterDecoder.Decode(broken, 1, 32, Limits).Channels);
                }
                catch (UnreadableImageException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is text")]
    [InlineData("<svg/>")]
    public void ReadHeader_NotAnImage_Refused(string text) =>
        Assert.Throws<UnreadableImageException>(() => RasterDecoder.ReadHeader(System.Text.Encoding.UTF8.GetBytes(text), Limits));

    [Fact]
    public void ReadHeader_Bomb_RefusedBeforeDecoding()
    {
        var e = Assert.Throws<UnreadableImageException>(() => RasterDecoder.ReadHeader(PngBomb.Make(20_000, 20_000), Limits));
        Assert.Contains("20000 x 20000", e.Message);
    }

    [Fact]
    public void Decode_EveryExifOrientation_Upright()
    {
        var upright = new byte[] { 10, 20, 30, 40, 50, 60 }; // 3 x 2
        byte[] Turned(int w, int h, Func<int, int, int> at) => [.. Enumerable.Range(0, w * h).Select(i => upright[at(i % w, i / w)])];
        var stored = new Dictionary<SKEncodedOrigin, RawImage>
        {
            [SKEncodedOrigin.TopLeft] = new(3, 2, 1, upright),
            [SKEncodedOrigin.TopRight] = new(3, 2, 1, Turned(3, 2, (x, y) => y * 3 + 2 - x)),
            [SKEncodedOrigin.BottomRight] = new(3, 2, 1, Turned(3, 2, (x, y) => (1 - y) * 3 + 2 - x)),
            [SKEncodedOrigin.BottomLeft] = new(3, 2, 1, Turned(3, 2, (x, y) => (1 - y) * 3 + x)),
            [SKEncodedOrigin.LeftTop] = new(2, 3, 1, Turned(2, 3, (x, y) => x * 3 + y)),
            // Rotating the stored image by 90 degrees clockwise makes it upright.
            [SKEncodedOrigin.RightTop] = new(2, 3, 1, Turned(2, 3, (x, y) => x * 3 + 2 - y)),
            [SKEncodedOrigin.RightBottom] = new(2, 3, 1, Turned(2, 3, (x, y) => (1 - x) * 3 + 2 - y)),
            [SKEncodedOrigin.LeftBottom] = new(2, 3, 1, Turned(2, 3, (x, y) => (1 - x) * 3 + y)),
        };
        Assert.All(stored, s => Assert.Equal(upright, Orientation.Upright(s.Value, s.Key).Pixels));
    }

    private static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8));
        for (var i = 0; i < bitmap.ByteCount; i++)
            System.Runtime.InteropServices.Marshal.WriteByte(bitmap.GetPixels(), i, (byte)(i * 7 % 251));
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
