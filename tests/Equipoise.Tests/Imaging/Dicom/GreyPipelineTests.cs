using System.Globalization;
using System.Text.Json.Nodes;
using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Dicom;

public class GreyPipelineTests
{
    private static readonly ImageLimits Limits = new() { MinSide = 1 };

    public static TheoryData<string> Cases => [.. ReferenceNumbers.Read("dicom.json")["grey"]!.AsArray().Select(c => (string)c!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_TablesAndWindows_AsPydicom(string name)
    {
        var reference = ReferenceNumbers.Read("dicom.json")["grey"]!.AsArray().Single(c => (string)c!["name"]! == name)!;
        var stored = reference["stored"].Numbers().Select(v => (int)v).ToArray();
        var expected = reference["expected"].Numbers();
        var image = new TestDicom
        {
            Rows = 1,
            Columns = stored.Length,
            Stored = (int)reference["bits"]!,
            Signed = (bool)reference["signed"]!,
            More = w => Write(w, reference["settings"]!.AsObject()),
        };
        var shown = DicomImage.Decode(image.File(stored), Limits).Pixels;
        for (var i = 0; i < shown.Length; i++)
            Assert.InRange(shown[i] - expected[i], -0.5001, 0.5001);

        // The same as MONOCHROME1, or with the shape INVERSE, is turned; with both it is turned once.
        var turned = shown.Select(p => (byte)(255 - p)).ToArray();
        void Inverse(DicomWriter w) => w.Text(0x20500020, "CS", "INVERSE");
        foreach (var variant in new[]
        {
            image with { Photometric = "MONOCHROME1" },
            image with { More = w => { image.More(w); Inverse(w); } },
            image with { Photometric = "MONOCHROME1", More = w => { image.More(w); Inverse(w); } },
        })
            Assert.All(DicomImage.Decode(variant.File(stored), Limits).Pixels.Zip(turned), p => Assert.InRange(p.First - p.Second, -1, 1));
    }

    [Fact]
    public void Decode_EightBitsWithoutWindow_AsTheyAre()
    {
        byte[] pixels = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 3))];
        Assert.Equal(pixels, DicomImage.Decode(new TestDicom { Allocated = 8, Stored = 8 }.FileOfBytes(pixels), Limits).Pixels);
    }

    [Fact]
    public void Decode_NoWindow_PercentilesWithoutPaddingAndOutliers()
    {
        // 1000 pixels of a ramp, two outliers, and a quarter of padding.
        int[] stored = [.. Enumerable.Range(0, 1000).Select(i => 1000 + i), 0, 4095, .. Enumerable.Repeat(3000, 248)];
        var image = new TestDicom { Rows = 50, Columns = 25, More = w => w.Words(0x00280120, "US", 2990).Words(0x00280121, "US", 3010) };
        var shown = DicomImage.Decode(image.File(stored), Limits).Pixels;
        Assert.Equal([0, 0, 0, 0, 0], shown[..5]);
        Assert.Equal([255, 255, 255, 255, 255], shown[995..1000]);
        Assert.InRange(shown[500], 127, 129);
    }

    [Fact]
    public void Decode_ConstantImage_NoFailure() =>
        Assert.Single(DicomImage.Decode(new TestDicom().File([.. Enumerable.Repeat(7, 64)]), Limits).Pixels.Distinct());

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("wide")]
    public void Decode_WindowWithoutWidth_DefaultWindow(string width)
    {
        byte[] With(Action<DicomWriter> more) => DicomImage.Decode(new TestDicom { More = more }.File(TestDicom.Ramp), Limits).Pixels;
        Assert.Equal(With(_ => { }), With(w => w.Text(0x00281050, "DS", "100").Text(0x00281051, "DS", width)));
    }

    [Fact]
    public void Decode_PackedTable_BytesInPairs()
    {
        var item = new DicomWriter().Words(0x00283002, "US", 4, 0, 8).Element(0x00283006, "OW", [10, 20, 30, 40]);
        var file = new TestDicom { Rows = 1, Columns = 5, More = w => w.Sequence(0x00283010, true, item) }.File(0, 1, 2, 3, 4);
        Assert.Equal([10, 20, 30, 40, 40], DicomImage.Decode(file, Limits).Pixels);
    }

    [Fact]
    public void Decode_TableCutShort_Refused()
    {
        var item = new DicomWriter().Words(0x00283002, "US", 9, 0, 16).Words(0x00283006, "US", 1, 2, 3);
        var file = new TestDicom { More = w => w.Sequence(0x00283000, false, item) }.File(TestDicom.Ramp);
        Assert.Contains("3 of 9 entries", Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file, Limits)).Message);
    }

    [Fact]
    public void Decode_FunctionalGroups_TheirWindowAndRescale()
    {
        var group = new DicomWriter()
            .Sequence(0x00289132, true, new DicomWriter().Text(0x00281050, "DS", "1000.5").Text(0x00281051, "DS", "2001"))
            .Sequence(0x00289145, true, new DicomWriter().Text(0x00281052, "DS", "0").Text(0x00281053, "DS", "2"));
        var file = new TestDicom { Rows = 1, Columns = 3, More = w => w.Sequence(0x52009229, true, group) }.File(0, 500, 1000);
        Assert.Equal([0, 128, 255], DicomImage.Decode(file, Limits).Pixels);
    }

    private static void Write(DicomWriter writer, JsonObject settings)
    {
        void Number(uint tag, string name)
        {
            if (settings[name] is { } value)
                writer.Text(tag, "DS", string.Join('\\', (value as JsonArray ?? [value.DeepClone()]).Select(v => ((double)v!).ToString(CultureInfo.InvariantCulture))));
        }
        void Table(uint tag, string name)
        {
            if (settings[name] is not { } value)
                return;
            var (descriptor, data) = (value[0].Numbers(), value[1].Numbers());
            writer.Sequence(tag, true, new DicomWriter().Words(0x00283002, "US", [.. descriptor.Select(v => (int)v)]).Words(0x00283006, "US", [.. data.Select(v => (int)v)]));
        }
        Number(0x00281050, "WindowCenter");
        Number(0x00281051, "WindowWidth");
        Number(0x00281052, "RescaleIntercept");
        Number(0x00281053, "RescaleSlope");
        if (settings["VOILUTFunction"] is { } function)
            writer.Text(0x00281056, "CS", (string)function!);
        Table(0x00283000, "ModalityLUTSequence");
        Table(0x00283010, "VOILUTSequence");
    }
}
