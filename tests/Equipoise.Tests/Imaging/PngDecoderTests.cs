using Equipoise.Imaging;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging;

public class PngDecoderTests
{
    private static readonly ImageLimits Limits = new();

    public static TheoryData<SKPngEncoderFilterFlags, int, int> Filters()
    {
        var data = new TheoryData<SKPngEncoderFilterFlags, int, int>();
        foreach (var filter in new[]
        {
            SKPngEncoderFilterFlags.None, SKPngEncoderFilterFlags.Sub, SKPngEncoderFilterFlags.Up, SKPngEncoderFilterFlags.Avg,
            SKPngEncoderFilterFlags.Paeth, SKPngEncoderFilterFlags.AllFilters,
        })
            foreach (var channels in new[] { 1, 3 })
                foreach (var width in new[] { 8, 71 })
                    data.Add(filter, channels, width);
        return data;
    }

    // Noise reaches every branch of every filter; 900 rows need several strips.
    [Theory]
    [MemberData(nameof(Filters))]
    public void Decode_EveryFilter_AsSkia(SKPngEncoderFilterFlags filter, int channels, int width)
    {
        var (file, pixels) = Noise(filter, channels, width, 900);
        var image = PngDecoder.Decode(file, PngHeader.Read(file)!.Value, 3);
        Assert.NotNull(image);
        Assert.Equal((width, 900, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(pixels, image.Pixels);
        Assert.Equal(new RawImage(width, 900, channels, pixels).WithChannels(1).Pixels, PngDecoder.Decode(file, PngHeader.Read(file)!.Value, 1)!.Pixels);
    }

    [Fact]
    public void Decode_AnyByteDamaged_NoImage()
    {
        var (file, _) = Noise(SKPngEncoderFilterFlags.AllFilters, 1, 16, 16);
        var header = PngHeader.Read(file)!.Value;
        for (var i = PngHeader.End; i < file.Length - 12; i++)
        {
            var broken = file.ToArray();
            broken[i] ^= 0x10;
            Assert.Null(PngDecoder.Decode(broken, header, 1));
            Assert.Null(PngDecoder.Decode(file[..i], header, 1));
        }
    }

    [Fact]
    public void Decode_SixteenBits_LargestValueDecidesTheScale()
    {
        foreach (var c in ReferenceNumbers.Read("png16.json").AsArray())
        {
            var image = RasterDecoder.Decode(Convert.FromBase64String(c!["file"]!.GetValue<string>()), c["channels"]!.GetValue<int>(), 8, Limits);
            Assert.Equal(c["size"].Numbers(), new double[] { image.Width, image.Height });
            Assert.Equal(c["pixels"].Numbers(), image.Pixels.Select(p => (double)p));
        }
    }

    [Fact]
    public void Decode_SixteenBitsDamaged_RefusedRatherThanReadAtEight()
    {
        var file = Convert.FromBase64String(ReferenceNumbers.Read("png16.json").AsArray()[0]!["file"]!.GetValue<string>());
        file[^20] ^= 1;
        Assert.Throws<UnreadableImageException>(() => RasterDecoder.Decode(file, 1, 8, Limits));
    }

    [Fact]
    public void ReadHeader_SixteenBits_DepthAndColourModel()
    {
        var headers = ReferenceNumbers.Read("png16.json").AsArray()
            .Select(c => RasterDecoder.ReadHeader(Convert.FromBase64String(c!["file"]!.GetValue<string>()), Limits)).ToList();
        Assert.All(headers, h => Assert.Equal(16, h.BitDepth));
        Assert.Equal(["grey", "grey", "grey", "grey", "grey", "grey", "rgb", "grey-alpha", "rgba"], headers.Select(h => h.ColourModel));
        Assert.Equal([1, 1, 1, 1, 1, 1, 3, 1, 3], headers.Select(h => h.Channels));
    }

    private static (byte[] File, byte[] Pixels) Noise(SKPngEncoderFilterFlags filter, int channels, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(
            width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque));
        var bytes = new byte[width * height * (channels == 1 ? 1 : 4)];
        new Random(width).NextBytes(bytes);
        for (var i = 3; channels == 3 && i < bytes.Length; i += 4)
            bytes[i] = 255;
        System.Runtime.InteropServices.Marshal.Copy(bytes, 0, bitmap.GetPixels(), bytes.Length);
        using var map = bitmap.PeekPixels()!;
        using var data = map.Encode(new SKPngEncoderOptions(filter, 1))!;
        return (data.ToArray(), channels == 1 ? bytes : [.. bytes.Where((_, i) => i % 4 < 3)]);
    }
}
