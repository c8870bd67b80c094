using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class ProvenanceTests
{
    private static readonly Provenance Mark = new("dcgan", "abc123", "covid", 7, 42);

    [Fact]
    public void Read_MarkedPng_TheMark() => Assert.Equal(Mark, Provenance.Read(TestImages.Png(0, 32, 1, Mark)));

    [Fact]
    public void Read_PlainPng_Null() => Assert.Null(Provenance.Read(TestImages.Png(0, 32, 1)));

    [Fact]
    public void Read_TruncatedAnywhereAfterTheMark_StillMarked()
    {
        var png = TestImages.Png(0, 32, 1, Mark);
        var end = 400;
        Assert.NotNull(Provenance.Read(png.AsSpan(0, end)));
        for (var length = 0; length < png.Length; length++)
            Provenance.Read(png.AsSpan(0, length));
    }

    [Fact]
    public void Read_GarbledMark_StillAMark()
    {
        var png = TestImages.Png(0, 32, 1, Mark);
        var at = png.AsSpan().IndexOf("\"generator\""u8);
        png[at + 1] = (byte)'"';
        Assert.NotNull(Provenance.Read(png));
    }

    [Fact]
    public void Encode_MarkedPng_SamePixelsForAnyReader()
    {
        using var marked = SkiaSharp.SKBitmap.Decode(TestImages.Png(2, 32, 1, Mark));
        using var plain = SkiaSharp.SKBitmap.Decode(TestImages.Png(2, 32, 1));
        Assert.Equal(plain.Bytes, marked.Bytes);
    }
}
