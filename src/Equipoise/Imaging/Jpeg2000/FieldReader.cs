using System.Buffers.Binary;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>Reads the big-endian fields of a marker segment.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly int Remaining => rest.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (rest.Length < count)
            throw new UnreadableImageException("damaged JPEG 2000: a header ends early");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
