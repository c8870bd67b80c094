using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Equipoise.Imaging;
using Equipoise.Imaging.Jpeg2000;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Imaging.Jpeg2000;

public class Jpeg2000DecoderTests
{
    private const int Limit = 4_000_000;

    public static TheoryData<string> Names => [.. ReferenceCodestream.All.Select(c => c.Name)];

    // OpenJPEG rounds a constant of the 9/7 wavelet (1.625732422 for 2/K), which moves some samples by one.
    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_ReferenceCodestream_AsOpenJpeg(string name)
    {
        var reference = ReferenceCodestream.Named(name);
        var samples = Jpeg2000Decoder.Decode(reference.Content, Limit);
        Assert.Equal(reference.Shape, (samples.Width, samples.Height, samples.Components, samples.Precision));
        Assert.Equal(reference.Signed, samples.Signed);
        if (reference.Hash is { } hash)
        {
            Assert.Equal(hash, ReferenceCodestream.HashOf(samples));
            return;
        }
        var differences = reference.Pixels.Zip(samples.Values, (a, b) => Math.Abs(a - b)).ToList();
        Assert.Equal(samples.Values.Length, differences.Count);
        Assert.InRange(differences.Max(), 0, 1);
        Assert.InRange(differences.Average(), 0, 0.2);
    }

    [Theory]
    [InlineData("chest-rg-jpeg2000-mono1-15bit", false)]
    [InlineData("ct-jpeg2000losslessonlytransfersyntax-1.2.840.10008.1.2.4.90", true)]
    [InlineData("ct-jpeg2000transfersyntax-1.2.840.10008.1.2.4.91", false)]
    [InlineData("pydicom-693-j2ki", false)]
    [InlineData("pydicom-jpeg2000", false)]
    [InlineData("pydicom-mr-small-jp2klossless", true)]
    public void Decode_MedicalFile_AsGdcm(string name, bool lossless)
    {
        var folder = RealData.Require("dicom");
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))![$"{name}.dcm"]!;
        var samples = Jpeg2000Decoder.Decode(DicomFragments.Join(File.ReadAllBytes(Path.Combine(folder, $"{name}.dcm"))), Limit);
        Assert.Equal((Number("columns"), Number("rows")), (samples.Width, samples.Height));
        Assert.Equal(Number("storedMin"), samples.Values.Min(), lossless ? 0 : 1);
        Assert.Equal(Number("storedMax"), samples.Values.Max(), lossless ? 0 : 1);
        Assert.Equal(Number("storedMean"), samples.Values.Average(v => (double)v), lossless ? 0.0001 : 0.001);

        double Number(string key) => expected[key]!.GetValue<double>();
    }

    // Its width was overwritten, and what others read from it is noise.
    [Fact]
    public void Decode_MedicalFileWithDamagedHeader_Refused()
    {
        var file = Path.Combine(RealData.Require("dicom"), "pydicom-jpeg2000-embedded-sequence-delimiter.dcm");
        Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(DicomFragments.Join(File.ReadAllBytes(file)), Limit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_Padded_SameImage(string name)
    {
        var content = ReferenceCodestream.Named(name).Content;
        var padded = Jpeg2000Decoder.Decode(content.Concat(new byte[3]).ToArray(), Limit);
        Assert.Equal(Jpeg2000Decoder.Decode(content, Limit).Values, padded.Values);
    }

    // All that may be missing is the marker at the end.
    [Fact]
    public void Decode_Truncated_RefusedUnlessAllDataAreThere()
    {
        foreach (var reference in ReferenceCodestream.All)
        {
            var content = reference.Content;
            for (var length = 0; length < content.Length - 2; length += 1 + length / 7)
                Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(content.AsMemory(0, length), Limit));
            var unmarked = Jpeg2000Decoder.Decode(content.AsMemory(0, content.Length - 2), Limit);
            Assert.Equal(Jpeg2000Decoder.Decode(content, Limit).Values, unmarked.Values);
        }
    }

    [Fact]
    public void Decode_ThinnedInOrder_DecodesWhatIsThere()
    {
        var reference = ReferenceCodestream.Named("default");
        var content = Edited(reference.Content, layers: 5);
        Assert.Equal(reference.Hash, ReferenceCodestream.HashOf(Jpeg2000Decoder.Decode(content, Limit)));
        Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(content.AsMemory(0, content.Length - 2), Limit));
    }

    [Fact]
    public void Decode_FlippedBits_AnImageOrAReason()
    {
        var random = new Random(5);
        var decoded = 0;
        foreach (var reference in ReferenceCodestream.All)
            for (var trial = 0; trial < 30; trial++)
            {
                var broken = reference.Content.ToArray();
                for (var i = 0; i <= trial % 3; i++)
                    broken[random.Next(trial % 2 == 0 ? broken.Length : Math.Min(broken.Length, 140))] ^= (byte)(1 << random.Next(8));
                try
                {
                    var samples = Jpeg2000Decoder.Decode(broken, 100_000);
                    Assert.Equal(samples.Width * samples.Height * samples.Components, samples.Values.Length);
                    var low = samples.Signed ? -(1 << (samples.Precision - 1)) : 0;
                    Assert.All(samples.Values, v => Assert.InRange(v, low, low + (1 << samples.Precision) - 1));
                    decoded++;
                }
                catch (UnreadableImageException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
        Assert.InRange(decoded, 100, 1500);
    }

    [Theory]
    [InlineData(6, 0x80, "Part 2")]
    [InlineData(8, 0x20, "more than the limit of 4,000,000")]
    [InlineData(8, 0x70, "coordinates")]
    [InlineData(41, 2, "2 components")]
    [InlineData(42, 16, "17 bits")]
    [InlineData(43, 2, "subsampled")]
    public void Decode_HeaderOutsideWhatIsSupported_SaysWhat(int offset, byte value, string reason)
    {
        var content = ReferenceCodestream.Named("default").Content.ToArray();
        content[offset] = value;
        Assert.Contains(reason, Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(content, Limit)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is text")]
    public void Decode_SomethingElse_Refused(string text) =>
        Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(System.Text.Encoding.UTF8.GetBytes(text), Limit));

    [Theory]
    [InlineData(2000, 1, "tiles, more than the limit of 65535")]
    [InlineData(2000, 300, "a tile of the JPEG 2000 codestream is missing")]
    public void Decode_ManyTiles_RefusedBeforeAllocating(int side, int tile, string reason)
    {
        var content = Edited(ReferenceCodestream.Named("default").Content, side, tile);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(reason, Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(content, Limit)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Decode_ManyPrecincts_RefusedBeforeAllocating()
    {
        var content = Edited(ReferenceCodestream.Named("order LRCP, offset").Content, 2000, 2000, precincts: 0x11);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<UnreadableImageException>(() => Jpeg2000Decoder.Decode(content, Limit));
        Assert.Contains("precincts", e.Message);
        // The image, and what the budget left for precincts.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16L * 2000 * 2000 + (16 << 20));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("small blocks")]
    public void Decode_HugeImageInFewBytes_MemoryBounded(string name)
    {
        var content = Edited(ReferenceCodestream.Named(name).Content, 2000, 2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Assert.Equal(1, Jpeg2000Decoder.Decode(content, Limit).Components);
        }
        catch (UnreadableImageException e)
        {
            Assert.NotEmpty(e.Message);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16L * 2000 * 2000 + (16 << 20));
    }

    // SIZ is the first marker segment; COD states the layers after its length, style and progression order;
    // precincts are its last.
    private static byte[] Edited(byte[] content, int? side = null, int? tile = null, int? layers = null, byte? precincts = null)
    {
        var edited = content.ToArray();
        foreach (var (offset, value) in new[] { (8, side), (12, side), (24, tile), (28, tile) })
            if (value is { } number)
                BinaryPrimitives.WriteInt32BigEndian(edited.AsSpan(offset), number);
        var style = edited.AsSpan(edited.AsSpan().IndexOf(new byte[] { 0xFF, 0x52 }));
        if (layers is { } count)
            BinaryPrimitives.WriteUInt16BigEndian(style[6..], (ushort)count);
        if (precincts is { } sizes)
            style[14..(2 + BinaryPrimitives.ReadUInt16BigEndian(style[2..]))].Fill(sizes);
        return edited;
    }
}
