using System.Text.Json.Nodes;
using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Dicom;

public class RealFilesTests
{
    // Codecs that are not there: their files must say so.
    private static readonly string[] Unsupported = ["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"];
    private const string BigEndianBytes = "pydicom-sc-rgb-small-odd-big-endian.dcm";

    // GDCM reads noise from it, from -32768 to 24576 where the file it was made of has -30 to 245.
    private const string OverwrittenWidth = "pydicom-jpeg2000-embedded-sequence-delimiter.dcm";
    private static readonly string[] FloatingPoint = ["1.2.840.10008.1.2.4.51"];

    // Retired syntaxes that GDCM cannot decode; DCMTK finds these.
    private static readonly JsonNode Progressive = JsonNode.Parse("""{"storedMin": 497, "storedMax": 2708, "storedMean": 1548.2567}""")!;

    [Fact]
    public void Stored_EveryFile_AsPydicomReadsItOrAReason()
    {
        var files = ExpectedFiles.All().Where(f => f.Name is not (BigEndianBytes or OverwrittenWidth)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Check(f.Name, f.Expected, f.HasPixels));
    }

    [Fact]
    public void Stored_CodestreamWithOverwrittenWidth_Refused() =>
        Assert.Contains("JPEG 2000", Assert.Throws<UnreadableImageException>(() => Stored(OverwrittenWidth)).Message);

    [Fact]
    public void Stored_BigEndianBytesInWords_AsInTheLittleEndianTwin()
    {
        // pydicom 2.3 does not swap the words of this file; GDCM and DCMTK do.
        var (big, little) = (Stored(BigEndianBytes), Stored("pydicom-sc-rgb-small-odd.dcm"));
        Assert.Equal(little.Values, big.Values);
    }

    [Fact]
    public void Decode_Monochrome1And2_Complements()
    {
        var one = DicomImage.Decode(ExpectedFiles.Read("rsna-chest-jpeg-baseline-mono1-8bit.dcm"), ExpectedFiles.Limits);
        var two = DicomImage.Decode(ExpectedFiles.Read("rsna-chest-jpeg-baseline-mono2-8bit.dcm"), ExpectedFiles.Limits);
        Assert.Equal(two.Pixels, one.Pixels.Select(p => (byte)(255 - p)));
    }

    [Fact]
    public void ReadHeader_RsnaFile_ItsFacts()
    {
        var header = DicomImage.ReadHeader(ExpectedFiles.Read("rsna-chest-jpeg-baseline-mono1-8bit.dcm"), new ImageLimits());
        Assert.Equal(("dicom", 1024, 1024, 1, 8, "MONOCHROME1"), (header.Format, header.Width, header.Height, header.Channels, header.BitDepth, header.ColourModel));
        var facts = header.Dicom!;
        Assert.Equal(("PA", 62, "M", "CR", "JPEG Baseline", 1), (facts.View, facts.Age, facts.Sex, facts.Modality, facts.TransferSyntax, facts.Frames));
        Assert.NotNull(facts.PatientId);
    }

    [Fact]
    public void ReadHeader_ThirtyFrames_Counted() =>
        Assert.Equal(30, DicomImage.ReadHeader(ExpectedFiles.Read("pydicom-examples-ybr-color.dcm"), ExpectedFiles.Limits).Dicom!.Frames);

    private static void Check(string name, JsonNode expected, bool hasPixels)
    {
        var syntax = (string?)expected["transferSyntax"] ?? "";
        var progressive = syntax is "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.55";
        if (Unsupported.Contains(syntax) || !hasPixels && !progressive)
        {
            Assert.NotEmpty(Assert.Throws<UnreadableImageException>(() => Stored(name)).Message);
            return;
        }
        var values = Stored(name).Values;
        // pydicom takes the mean over all frames; here there is the first.
        var numbers = progressive ? Progressive : ReferenceNumbers.Read("dicom.json")["firstFrames"]![name] ?? expected;
        // libjpeg and JpegLibrary, and OpenJPEG and Equipoise, transform and round differently, by one at most, and enlarge chroma differently.
        var (off, mean) = FloatingPoint.Contains(syntax) || progressive ? (1, 0.001)
            : syntax.EndsWith(".91", StringComparison.Ordinal) ? (0, 0.001)
            : (string?)expected["photometric"] == "YBR_FULL_422" ? (2, 0.01)
            : (string?)expected["photometric"] == "RGB" && syntax.EndsWith(".50", StringComparison.Ordinal) ? (1, 0.002)
            : (0, 0.00005);
        Assert.InRange(values.Min(), (int)numbers["storedMin"]! - off, (int)numbers["storedMin"]! + off);
        Assert.InRange(values.Max(), (int)numbers["storedMax"]! - off, (int)numbers["storedMax"]! + off);
        Assert.Equal((double)numbers["storedMean"]!, values.Average(v => (double)v), mean + 1e-9);
    }

    private static Samples Stored(string name) => DicomImage.Stored(ExpectedFiles.Read(name), ExpectedFiles.Limits);
}
