using System.Buffers.Binary;
using Equipoise.Imaging;
using Equipoise.Imaging.Jpeg2000;

namespace Equipoise.Tests.Imaging.Jpeg2000;

// OpenJPEG states parameters once, in the main header. Here they are moved to where they count more, and what it wrote
// is made wrong.
public class CodingHeaderTests
{
    private static readonly ReferenceCodestream Reference = ReferenceCodestream.Named("irreversible, 8 bits");

    private static readonly int[] Expected = Jpeg2000Decoder.Decode(Reference.Content, 10_000).Values;

    [Fact]
    public void Style_GivenForTheComponent_CountsMoreThanForAll() =>
        Assert.Equal(Expected, Decode(With(inTile: false, perComponent: true)));

    [Fact]
    public void Style_GivenForTheTile_CountsMoreThanForTheImage() =>
        Assert.Equal(Expected, Decode(With(inTile: true, perComponent: false)));

    [Fact]
    public void Style_GivenForTheTilesComponent_CountsMost() =>
        Assert.Equal(Expected, Decode(With(inTile: true, perComponent: true)));

    [Fact]
    public void Style_MadeWrong_AnotherImageOrNone()
    {
        try
        {
            Assert.NotEqual(Expected, Decode(Wrong()));
        }
        catch (UnreadableImageException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static int[] Decode(byte[] content) => Jpeg2000Decoder.Decode(content, 10_000).Values;

    private static byte[] With(bool inTile, bool perComponent)
    {
        var (style, quantisation) = (Body(0x52), Body(0x5C));
        byte[] added = perComponent
            ? [.. Segment(0x53, [0, (byte)(style[0] & 1), .. style[5..]]), .. Segment(0x5D, [0, .. quantisation])]
            : [.. Segment(0x52, style), .. Segment(0x5C, quantisation)];
        var content = Wrong();
        var tile = Find(content, 0x90);
        if (!inTile)
            return [.. content[..tile], .. added, .. content[tile..]];
        var length = content.AsSpan(tile + 6);
        BinaryPrimitives.WriteInt32BigEndian(length, BinaryPrimitives.ReadInt32BigEndian(length) + added.Length);
        return [.. content[..(tile + 12)], .. added, .. content[(tile + 12)..]];
    }

    // One decomposition less, and other guard bits.
    private static byte[] Wrong()
    {
        var content = Reference.Content.ToArray();
        content[Find(content, 0x52) + 9]--;
        content[Find(content, 0x5C) + 4] ^= 0x20;
        return content;
    }

    private static byte[] Body(byte marker)
    {
        var at = Find(Reference.Content, marker);
        return Reference.Content.AsSpan(at + 4, BinaryPrimitives.ReadUInt16BigEndian(Reference.Content.AsSpan(at + 2)) - 2).ToArray();
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, 0, (byte)(body.Length + 2), .. body];

    private static int Find(byte[] content, byte marker) => content.AsSpan().IndexOf(new byte[] { 0xFF, marker });
}
