using System.Text;
using Equipoise.Imaging;
using Equipoise.Imaging.Dicom;
using Equipoise.Tests.Support;
using SkiaSharp;

namespace Equipoise.Tests.Imaging.Dicom;

public class DicomImageTests
{
    private static readonly ImageLimits Limits = new() { MinSide = 1 };

    public static TheoryData<string, bool, bool> Forms => new(
        from syntax in new[] { DicomWriter.ImplicitLittle, DicomWriter.ExplicitLittle, DicomWriter.ExplicitBig, DicomWriter.Deflated }
        from form in new[] { (true, true), (false, true), (true, false), (false, false) }
        where syntax != DicomWriter.Deflated || form.Item2 // nothing else would tell
        select new TheoryDataRow<string, bool, bool>(syntax, form.Item1, form.Item2));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Stored_EveryForm_SameSamples(string syntax, bool preamble, bool meta)
    {
        var file = new TestDicom { Syntax = syntax }.Dataset(DicomWriter.For(syntax).WordBytes(TestDicom.Ramp)).File(syntax, preamble, meta);
        Assert.True(DicomImage.Recognises(file));
        Assert.Equal(TestDicom.Ramp, DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Recognises_OtherFiles_Never()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(32, 32, SKColorType.Gray8));
        var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
        byte[] trap = [.. jpeg[..128], .. "DICM"u8, .. jpeg[132..]];
        byte[][] files =
        [
            [], "a"u8.ToArray(), Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("patient,class\n", 40))), new byte[400],
            TestImages.Png(0, 16, 1), jpeg, trap, bitmap.Encode(SKEncodedImageFormat.Webp, 80).ToArray(), "\b\0 and then text that goes on"u8.ToArray(),
        ];
        Assert.All(files, f => Assert.False(DicomImage.Recognises(f)));
    }

    [Theory]
    [InlineData(DicomWriter.ImplicitLittle)]
    [InlineData(DicomWriter.ExplicitLittle)]
    [InlineData(DicomWriter.ExplicitBig)]
    public void Stored_SequencesOfEveryKindBefore_PassedOver(string syntax)
    {
        DicomWriter Item() => DicomWriter.For(syntax).Text(0x00080100, "SH", "CODE").Element(0x7FE00010, "OB", [1, 2]);
        var nested = DicomWriter.For(syntax).Sequence(0x00081140, true, Item(), Item()).Sequence(0x00091010, false, Item());
        var file = new TestDicom
        {
            Syntax = syntax,
            First = w => w.Sequence(0x00081140, true, nested, Item()).Sequence(0x00081199, false, nested).Sequence(0x0009_1001, true)
                .Element(0x0009_1002, "UN", [1, 2, 3, 4]),
        }.File(TestDicom.Ramp);
        Assert.Equal(TestDicom.Ramp, DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Stored_UnknownSequencesAreImplicit_PassedOver()
    {
        // The length's bytes read "BA": nothing but the rule tells that this is no value representation.
        var inner = new DicomWriter(isImplicit: true).Text(0x00080100, "LT", new string('x', 'A' << 8 | 'B'));
        var items = new DicomWriter(isImplicit: true).Sequence(0x00091010, true, inner).ToArray()[8..];
        var file = new TestDicom { First = w => w.Element(0x00091010, "UN", items, uint.MaxValue) }.File(TestDicom.Ramp);
        Assert.Equal(TestDicom.Ramp, DicomImage.Stored(file, Limits).Values);
    }

    [Theory]
    [InlineData("ZZ")]
    [InlineData("??")]
    public void Stored_BadValueRepresentation_PassedOver(string vr)
    {
        // Two letters nobody knows, with a short length; or none at all, which makes it an implicit element.
        byte[] bad = vr == "ZZ" ? [0x09, 0, 1, 0x10, (byte)'Z', (byte)'Z', 4, 0, 1, 2, 3, 4] : [0x09, 0, 1, 0x10, 4, 0, 0, 0, 1, 2, 3, 4];
        var whole = new TestDicom().Dataset(new DicomWriter().WordBytes(TestDicom.Ramp)).ToArray();
        byte[] file = [.. new DicomWriter().File(DicomWriter.ExplicitLittle), .. bad, .. whole];
        Assert.Equal(TestDicom.Ramp, DicomImage.Stored(file, Limits).Values);
    }

    [Theory]
    [InlineData(12, 11, false, 0x0FFF, 4095)]
    [InlineData(12, 11, false, 0xF123, 0x123)]
    [InlineData(12, 15, false, 0x123F, 0x123)]
    [InlineData(12, 11, true, 0x0FFF, -1)]
    [InlineData(12, 11, true, 0x0800, -2048)]
    [InlineData(12, 13, true, 0x2001, -2048)]
    [InlineData(16, 15, true, 0x8000, -32768)]
    [InlineData(16, 15, false, 0xFFFF, 65535)]
    [InlineData(8, 7, false, 0xAB12, 0x12)]
    public void Stored_BitsWithinTheirCell_Taken(int stored, int highBit, bool signed, int cell, int expected)
    {
        var file = new TestDicom { Stored = stored, HighBit = highBit, Signed = signed, Rows = 1, Columns = 2 }.File(cell, 0);
        Assert.Equal([expected, 0], DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Stored_OddSizeUnpadded_Read()
    {
        var file = new TestDicom { Allocated = 8, Stored = 8, Rows = 3, Columns = 3 }.FileOfBytes(1, 2, 3, 4, 5, 6, 7, 8, 9);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Stored_SingleBits_LowestFirst()
    {
        var file = new TestDicom { Allocated = 1, Stored = 1, Rows = 3, Columns = 3 }.FileOfBytes(0b10100101, 0b1);
        Assert.Equal([1, 0, 1, 0, 0, 1, 0, 1, 1], DicomImage.Stored(file, Limits).Values);
        Assert.Equal(255, DicomImage.Decode(file, Limits).Pixels[0]);
    }

    [Theory]
    [InlineData(0, new byte[] { 10, 20, 30, 11, 21, 31 })]
    [InlineData(1, new byte[] { 10, 11, 20, 21, 30, 31 })]
    public void Decode_EitherPlanarConfiguration_SamePixels(int planar, byte[] pixels)
    {
        var file = new TestDicom { Photometric = "RGB", Components = 3, Allocated = 8, Stored = 8, Planar = planar, Rows = 1, Columns = 2 }.FileOfBytes(pixels);
        Assert.Equal([10, 20, 30, 11, 21, 31], DicomImage.Decode(file, Limits).Pixels);
    }

    [Fact]
    public void Stored_SubsampledChroma_SharedByTwoPixels()
    {
        var file = new TestDicom { Photometric = "YBR_FULL_422", Components = 3, Allocated = 8, Stored = 8, Rows = 1, Columns = 2 }.FileOfBytes(7, 8, 128, 130);
        Assert.Equal([7, 128, 130, 8, 128, 130], DicomImage.Stored(file, Limits).Values);
    }

    [Fact]
    public void Decode_SixteenBitColour_ScaledTo8()
    {
        var file = new TestDicom { Photometric = "RGB", Components = 3, Stored = 16, Rows = 1, Columns = 1 }.File(0, 65535, 257 * 100);
        Assert.Equal([0, 255, 100], DicomImage.Decode(file, Limits).Pixels);
    }

    [Fact]
    public void Decode_SeveralFrames_TheFirst()
    {
        var file = new TestDicom { Frames = "2", Rows = 1, Columns = 2, Allocated = 8, Stored = 8 }.FileOfBytes(1, 2, 3, 4);
        Assert.Equal([1, 2], DicomImage.Decode(file, Limits).Pixels);
        Assert.Equal(2, DicomImage.ReadHeader(file, Limits).Dicom!.Frames);
    }

    [Theory]
    [InlineData("045Y", 45)]
    [InlineData("018M", 1)]
    [InlineData("052W", 0)]
    [InlineData("400D", 1)]
    [InlineData("62", 62)]
    [InlineData("121Y", null)]
    [InlineData("-01Y", null)]
    [InlineData("045X", null)]
    [InlineData("Y", null)]
    public void ReadHeader_Age_WholeYears(string age, int? years)
    {
        var file = new TestDicom { More = w => w.Text(0x00101010, "AS", age) }.File(TestDicom.Ramp);
        Assert.Equal(years, DicomImage.ReadHeader(file, Limits).Dicom!.Age);
    }

    [Fact]
    public void ReadHeader_Facts_InFixedWords()
    {
        var facts = DicomImage.ReadHeader(new TestDicom
        {
            More = w => w.Text(0x00185101, "CS", "pa").Text(0x00280301, "CS", "NO").Text(0x00100040, "CS", "F"),
        }.File(TestDicom.Ramp), Limits).Dicom!;
        Assert.Equal(
            new DicomFacts
            {
                PatientId = "P1",
                TransferSyntax = "Explicit VR Little Endian",
                Photometric = "MONOCHROME2",
                View = "PA",
                Sex = "F",
                Modality = "DX",
                BurnedIn = false,
            },
            facts);
    }

    [Fact]
    public void ReadHeader_OutsideTheLimits_Refused()
    {
        var file = new TestDicom { Rows = 60000, Columns = 60000 }.File(TestDicom.Ramp);
        Assert.Contains("60000 x 60000", Assert.Throws<UnreadableImageException>(() => DicomImage.ReadHeader(file, Limits)).Message);
        var frames = new TestDicom { Frames = "20000" }.File(TestDicom.Ramp);
        Assert.Contains("20000 frames", Assert.Throws<UnreadableImageException>(() => DicomImage.ReadHeader(frames, Limits)).Message);
    }

    [Fact]
    public void Recognises_ImageFile_DecodesDicomByContent()
    {
        var file = new TestDicom { Allocated = 8, Stored = 8 }.FileOfBytes([.. Enumerable.Range(0, 64).Select(i => (byte)i)]);
        Assert.Equal(3, ImageFile.Decode(file, 3, 8, Limits).Channels);
        Assert.Equal("dicom", ImageFile.ReadHeader(file, Limits).Format);
    }
}
