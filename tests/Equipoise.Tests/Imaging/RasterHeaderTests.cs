using Equipoise.Imaging;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging;

public class RasterHeaderTests
{
    [Theory]
    [InlineData(SKColorType.Gray8, "grey")]
    [InlineData(SKColorType.Rgba8888, "ycbcr")]
    public void ReadHeader_Jpeg_ColourModel(SKColorType colour, string model)
    {
        var header = RasterDecoder.ReadHeader(Jpeg(colour), new ImageLimits());
        Assert.Equal(("jpeg", 24, 16, 8, model), (header.Format, header.Width, header.Height, header.BitDepth, header.ColourModel));
    }

    [Fact]
    public void JpegHeader_AdobeSaysNoTransform_Rgb()
    {
        var jpeg = Jpeg(SKColorType.Rgba8888);
        byte[] adobe = [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        Assert.Equal("rgb", JpegHeader.Read([.. jpeg[..2], .. adobe, .. jpeg[2..]])!.Value.ColourModel);
        adobe[^1] = 1;
        Assert.Equal("ycbcr", JpegHeader.Read([.. jpeg[..2], .. adobe, .. jpeg[2..]])!.Value.ColourModel);
    }

    [Fact]
    public void JpegHeader_FourComponentsOfTwelveBits_Cmyk()
    {
        byte[] frame = [0xFF, 0xD8, 0xFF, 0xFF, 0xC1, 0, 20, 12, 0, 5, 0, 7, 4, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0];
        Assert.Equal(new JpegHeader(7, 5, 12, "cmyk"), JpegHeader.Read(frame));
    }

    [Fact]
    public void ReadHeader_OwnPng_GreyOfEightBits()
    {
        var header = RasterDecoder.ReadHeader(TestImages.Png(0, 32, 1), new ImageLimits());
        Assert.Equal((8, "grey", 1), (header.BitDepth, header.ColourModel, header.Channels));
    }

    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(8, 1, null)]
    [InlineData(4, 3, "palette")]
    [InlineData(16, 3, null)]
    [InlineData(16, 6, "rgba")]
    [InlineData(2, 0, "grey")]
    public void PngHeader_DepthAndColourType_OnlyWhatTheStandardAllows(int depth, int type, string? model)
    {
        var png = TestImages.Png(0, 32, 1);
        (png[24], png[25]) = ((byte)depth, (byte)type);
        Assert.Equal(model, PngHeader.Read(png)?.ColourModel);
    }

    [Fact]
    public void Read_TruncatedOrGarbled_NeverThrows()
    {
        var random = new Random(1);
        foreach (var file in new[] { Jpeg(SKColorType.Rgba8888), TestImages.Png(0, 32, 1) })
        {
            for (var length = 0; length < file.Length; length++)
                Read(file.AsSpan(0, length));
            for (var trial = 0; trial < 5000; trial++)
            {
                var broken = file.ToArray();
                for (var i = 0; i < 5; i++)
                    broken[random.Next(2, broken.Length)] = (byte)random.Next(256);
                Read(broken);
            }
        }
        static void Read(ReadOnlySpan<byte> file)
        {
            if (PngHeader.Read(file) is { } png)
                Assert.True(png is { Width: > 0, Height: > 0, BitDepth: >= 1 and <= 16 });
            if (JpegHeader.Read(file) is { } jpeg)
                Assert.NotEmpty(jpeg.ColourModel);
        }
    }

    private static byte[] Jpeg(SKColorType colour)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(24, 16, colour, SKAlphaType.Opaque));
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
