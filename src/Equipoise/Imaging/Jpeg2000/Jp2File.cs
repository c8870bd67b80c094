using System.Buffers.Binary;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The boxes of a JP2 file (Annex I), as far as they lead to the codestream.</summary>
internal static class Jp2File
{
    private static ReadOnlySpan<byte> Signature => [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 0x0D, 0x0A, 0x87, 0x0A];

    private static ReadOnlySpan<byte> CodestreamStart => [0xFF, 0x4F, 0xFF, 0x51];

    /// <summary>The codestream, with whatever follows it.</summary>
    /// <param name="content">A codestream or a JP2 file.</param>
    /// <exception cref="UnreadableImageException">Neither, or a file whose samples are indices into a palette.</exception>
    public static ReadOnlyMemory<byte> Codestream(ReadOnlyMemory<byte> content)
    {
        var found = content.Span.StartsWith(Signature) ? Box(content, "jp2c"u8) : content;
        if (Box(Box(content, "jp2h"u8), "pclr"u8).Length > 0)
            throw new UnreadableImageException("JPEG 2000 with a palette is not supported");
        return found.Span.StartsWith(CodestreamStart) ? found : throw new UnreadableImageException("not a JPEG 2000 codestream");
    }

    // Length, type, and a length of 8 bytes where the first is 1; a length of 0 reaches to the end. Empty if there is no such box.
    private static ReadOnlyMemory<byte> Box(ReadOnlyMemory<byte> boxes, ReadOnlySpan<byte> type)
    {
        while (boxes.Length >= 8)
        {
            var span = boxes.Span;
            ulong length = BinaryPrimitives.ReadUInt32BigEndian(span);
            var header = 8;
            if (length == 1 && span.Length >= 16)
                (length, header) = (BinaryPrimitives.ReadUInt64BigEndian(span[8..]), 16);
            if (length == 0 || length > (ulong)span.Length)
                length = (ulong)span.Length;
            if (length < (ulong)header)
                break;
            if (span.Slice(4, 4).SequenceEqual(type))
                return boxes[header..(int)length];
            boxes = boxes[(int)length..];
        }
        return default;
    }
}
