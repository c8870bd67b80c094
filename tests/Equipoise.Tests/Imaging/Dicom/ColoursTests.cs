using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Dicom;

public class ColoursTests
{
    private static readonly ImageLimits Limits = new() { MinSide = 1 };

    [Fact]
    public void Decode_YbrFull_AsPydicom()
    {
        var reference = ReferenceNumbers.Read("dicom.json")["ybr"]!;
        byte[] stored = [.. reference["stored"].Numbers().Select(v => (byte)v)];
        var file = new TestDicom { Photometric = "YBR_FULL", Components = 3, Allocated = 8, Stored = 8, Rows = 1, Columns = stored.Length / 3 }.FileOfBytes(stored);
        Assert.Equal([.. reference["expected"].Numbers().Select(v => (byte)v)], DicomImage.Decode(file, Limits).Pixels);
    }

    [Theory]
    [InlineData(0, DicomWriter.ExplicitLittle)]
    [InlineData(1, DicomWriter.ExplicitLittle)]
    [InlineData(1, DicomWriter.ExplicitBig)]
    public void Decode_Palette_AsPydicom(int index, string syntax)
    {
        var reference = ReferenceNumbers.Read("dicom.json")["palette"]![index]!;
        byte[] stored = [.. reference["stored"].Numbers().Select(v => (byte)v)];
        var descriptor = reference["descriptor"].Numbers().Select(v => (int)v).ToArray();
        var tables = new[] { "Red", "Green", "Blue" }.Select(c => reference["tables"]![c].Numbers().Select(v => (int)v).ToArray()).ToArray();
        var image = new TestDicom
        {
            Syntax = syntax,
            Photometric = "PALETTE COLOR",
            Allocated = 8,
            Stored = 8,
            More = w =>
            {
                for (var k = 0u; k < 3; k++)
                    w.Words(0x00281101 + k, "US", descriptor);
                for (var k = 0u; k < 3; k++)
                    if (descriptor[2] == 8)
                        w.Element(0x00281201 + k, "OW", [.. tables[k].Select(v => (byte)v)]);
                    else
                        w.Words(0x00281201 + k, "OW", tables[k]);
            },
        };
        var shown = DicomImage.Decode(image.FileOfBytes(stored), Limits);
        Assert.Equal(3, shown.Channels);
        Assert.All(shown.Pixels.Zip(reference["expected"].Numbers()), p => Assert.InRange(p.First - p.Second, -0.5001, 0.5001));
    }

    [Fact]
    public void Decode_SegmentedPalette_Refused()
    {
        var image = new TestDicom { Photometric = "PALETTE COLOR", Allocated = 8, Stored = 8, More = w => w.Words(0x00281221, "OW", 0, 1, 2) };
        Assert.Contains("segmented palette", Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(image.FileOfBytes(new byte[64]), Limits)).Message);
    }
}
