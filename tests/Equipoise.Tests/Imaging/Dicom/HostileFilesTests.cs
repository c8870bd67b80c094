using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging.Dicom;

public class HostileFilesTests
{
    private const string Canary = "CANARY7", Rle = "1.2.840.10008.1.2.5", Baseline = "1.2.840.10008.1.2.4.50", Lossless = "1.2.840.10008.1.2.4.70";
    private static readonly ImageLimits Limits = new() { MinSide = 1 };

    private static readonly string[] OwnCode = ["native", "implicit", "deflated", "rle", "lossless", "real: RLE", "real: native"];

    public static TheoryData<string> Seeds => [.. Files.Keys];

    private static readonly Dictionary<string, Func<byte[]>> Files = new()
    {
        ["native"] = () => new TestDicom { More = Window }.File(TestDicom.Ramp),
        ["implicit"] = () => new TestDicom { Syntax = DicomWriter.ImplicitLittle, More = Window }.File(TestDicom.Ramp),
        ["deflated"] = () => new TestDicom { Syntax = DicomWriter.Deflated, More = Window }.File(TestDicom.Ramp),
        ["rle"] = () => new TestDicom { Syntax = Rle, Allocated = 8, Stored = 8 }.Compressed([1, 0, 0, 0, 64, 0, 0, 0, .. new byte[56], 0xC1, 9]),
        ["lossless"] = () => new TestDicom { Syntax = Lossless }.Compressed(LosslessJpeg.Encode(TestDicom.Ramp, 8, 8, 12, 1)),
        ["baseline colour"] = () => new TestDicom { Syntax = Baseline, Photometric = "YBR_FULL_422", Components = 3, Allocated = 8, Stored = 8, Rows = 16, Columns = 16 }.Compressed(ColourJpeg()),
        ["real: baseline"] = () => ExpectedFiles.Read("pydicom-sc-rgb-jpeg.dcm"),
        ["real: extended"] = () => ExpectedFiles.Read("pydicom-jpeg-lossy.dcm"),
        ["real: RLE"] = () => ExpectedFiles.Read("pydicom-mr-small-rle.dcm"),
        ["real: native"] = () => ExpectedFiles.Read("pydicom-sc-rgb-small-odd.dcm"),
        ["real: JPEG 2000"] = () => ExpectedFiles.Read("pydicom-mr-small-jp2klossless.dcm"),
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decode_Truncated_AReasonAndNothingElse(string seed)
    {
        var file = Files[seed]();
        for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 300))
            Read(file[..length], seed);
        // What is cut off before the pixels end must not pass for an image.
        Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file[..(file.Length * 9 / 10)], Limits));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decode_FlippedBits_AnImageOrAReasonInBoundedTimeAndMemory(string seed)
    {
        var file = Files[seed]();
        var random = new Random(5);
        var watch = Stopwatch.StartNew();
        for (var trial = 0; trial < 300 && watch.Elapsed < TimeSpan.FromSeconds(20); trial++)
        {
            var broken = file.ToArray();
            for (var i = 0; i < 1 + trial % 5; i++)
                // Half of the damage goes to the header, where it matters more.
                broken[trial % 2 == 0 ? random.Next(broken.Length) : random.Next(Math.Min(broken.Length, 1500))] ^= (byte)(1 << random.Next(8));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(broken, seed);
            // Below 16 MiB decoded, which is 64 MiB of samples, no ratio is asked for.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 150L << 20);
        }
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void Decode_SequencesNestedWithoutEnd_Refused()
    {
        var open = new DicomWriter().Element(0x00081140, "SQ", [], uint.MaxValue).ToArray();
        byte[] item = [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] file = [.. new DicomWriter().File(DicomWriter.ExplicitLittle), .. Enumerable.Repeat<byte[]>([.. open, .. item], 200_000).SelectMany(b => b)];
        Assert.Contains("nested", Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file, Limits)).Message);
    }

    [Fact]
    public void Decode_ElementsWithoutNumber_Refused()
    {
        var element = new DicomWriter(isImplicit: true).Element(0x00090010, "LO", []).ToArray();
        byte[] file = [.. new DicomWriter().File(DicomWriter.ImplicitLittle), .. Enumerable.Repeat(element, 1_100_000).SelectMany(b => b)];
        Assert.Contains("1,000,000 elements", Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file, Limits)).Message);
    }

    [Fact]
    public void Decode_DeflatedBomb_RefusedBeforeItIsInflated()
    {
        var dataset = new TestDicom { Syntax = DicomWriter.Deflated, Rows = 5000, Columns = 5000 }.Dataset(new byte[50_000_000]);
        var file = dataset.File(DicomWriter.Deflated);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("5000 x 5000", Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file, Limits with { MaxRatio = 100 })).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 45L << 20);
        Assert.Equal(25_000_000, DicomImage.Stored(file, Limits with { MaxRatio = 1e6 }).Values.Length);
    }

    [Fact]
    public void EveryMessageHeaderAndFact_FileFullOfCanaries_HoldsNone()
    {
        void Canaries(DicomWriter w)
        {
            foreach (var (tag, vr) in new (uint, string)[]
            {
                (0x00080005, "CS"), (0x00080016, "UI"), (0x00080018, "UI"), (0x00080060, "CS"), (0x00081030, "LO"), (0x00100010, "PN"),
                (0x00100020, "LO"), (0x00100040, "CS"), (0x00101010, "AS"), (0x00185101, "CS"),
            })
                w.Text(tag, vr, Canary);
        }
        void Late(DicomWriter w) => w.Text(0x00280301, "CS", Canary).Text(0x00281050, "DS", Canary).Text(0x00281051, "DS", Canary)
            .Text(0x00281052, "DS", Canary).Text(0x00281056, "CS", Canary).Text(0x20500020, "CS", Canary);
        var image = new TestDicom { First = Canaries, More = Late };

        var readable = image.File(TestDicom.Ramp);
        var header = DicomImage.ReadHeader(readable, Limits);
        Assert.Equal(Canary, header.Dicom!.PatientId);
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(header));
        Assert.DoesNotContain(Canary, (header with { Dicom = header.Dicom with { PatientId = null } }).ToString());
        Assert.Equal(64, DicomImage.Decode(readable, Limits).Pixels.Length);

        List<byte[]> bad =
        [
            (image with { Photometric = Canary }).File(TestDicom.Ramp), (image with { Frames = Canary }).File(TestDicom.Ramp),
            (image with { Allocated = 64 }).File(TestDicom.Ramp), (image with { Stored = 17 }).File(TestDicom.Ramp), (image with { Components = 2 }).File(TestDicom.Ramp),
            image.Dataset([1, 2, 3]).File(Canary), image.Header().File(DicomWriter.ExplicitLittle), image.Dataset([1, 2, 3]).File(DicomWriter.ExplicitLittle),
            (image with { Rows = 0 }).File(TestDicom.Ramp), (image with { First = w => { Canaries(w); w.Element(0x00090010, Canary[..2], Encoding.ASCII.GetBytes(Canary), 60000); } }).File(TestDicom.Ramp),
            .. Enumerable.Range(0, readable.Length / 7).Select(i => readable[..(7 * i)]),
        ];
        foreach (var syntax in new[] { Rle, Baseline, Lossless, "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.100" })
            bad.Add((image with { Syntax = syntax }).Compressed(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Canary, 20)))));
        Assert.All(bad, file =>
        {
            Assert.DoesNotContain(Canary, Assert.Throws<UnreadableImageException>(() => DicomImage.Decode(file, Limits)).ToString());
            Assert.DoesNotContain(Canary, Record.Exception(() => DicomImage.ReadHeader(file, Limits))?.ToString() ?? "");
        });
    }

    /// <summary>Decodes it, or finds it unreadable; own code must know why, only decoders of others may not.</summary>
    private static void Read(byte[] file, string seed)
    {
        DicomImage.Recognises(file);
        try
        {
            DicomImage.Decode(file, Limits);
        }
        catch (UnreadableImageException e)
        {
            Assert.NotEmpty(e.Message);
            if (OwnCode.Contains(seed))
                Assert.NotEqual(DicomImage.Damaged, e.Message);
        }
    }

    private static void Window(DicomWriter w) => w.Text(0x00281050, "DS", "2000").Text(0x00281051, "DS", "4000")
        .Sequence(0x00283000, true, new DicomWriter().Words(0x00283002, "US", 4, 0, 16).Words(0x00283006, "US", 1, 2, 3, 4));

    private static byte[] ColourJpeg()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(16, 16, SKColorType.Rgba8888));
        for (var i = 0; i < 256; i++)
            bitmap.SetPixel(i % 16, i / 16, new SKColor((byte)i, (byte)(i * 5), (byte)(i * 11)));
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
