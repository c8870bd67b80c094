using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging;

public class ProvenanceTests
{
    private static readonly Provenance Mark = new("dcgan", "abc123", "covid", 7, 42);

    [Fact]
    public void Read_MarkedPng_TheMark() => Assert.Equal(Mark, Provenance.Read(TestImages.Png(0, 32, 1, Mark)));

    [Fact]
    public void Read_ClassOfAnyScript_TheMark()
    {
        var mark = Mark with { Class = "肺炎 \"é\" Пневмония" };
        Assert.Equal(mark, Provenance.Read(TestImages.Png(0, 32, 1, mark)));
    }

    [Fact]
    public void Read_PlainPng_Null() => Assert.Null(Provenance.Read(TestImages.Png(0, 32, 1)));

    [Fact]
    public void Read_TruncatedAnywhereAfterTheMark_StillMarked()
    {
        var png = TestImages.Png(0, 32, 1, Mark);
        var marked = Enumerable.Range(0, png.Length).Select(length => Provenance.Read(png.AsSpan(0, length)) is not null).ToList();
        var first = marked.IndexOf(true);
        Assert.InRange(first, png.AsSpan().IndexOf("Equipoise-Synthetic"u8), png.AsSpan().IndexOf("IDAT"u8));
        Assert.DoesNotContain(false, marked.Skip(first));
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
