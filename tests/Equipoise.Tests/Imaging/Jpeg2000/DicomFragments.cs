using System.Buffers.Binary;

namespace Equipoise.Tests.Imaging.Jpeg2000;

/// <summary>The one frame of an encapsulated DICOM file.</summary>
internal static class DicomFragments
{
    // Pixel data, of bytes or words, of undefined length; tag and length of an item.
    private static readonly byte[][] PixelData =
    [
        [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    private static ReadOnlySpan<byte> Item => [0xFE, 0xFF, 0x00, 0xE0];

    public static byte[] Join(ReadOnlySpan<byte> file)
    {
        var fragments = new List<byte[]>();
        var rest = file[(Math.Max(file.LastIndexOf(PixelData[0]), file.LastIndexOf(PixelData[1])) + PixelData[0].Length)..];
        while (rest.StartsWith(Item))
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            fragments.Add(rest.Slice(8, length).ToArray());
            rest = rest[(8 + length)..];
        }
        // The first item is the table of offsets.
        return [.. fragments.Skip(1).SelectMany(f => f)];
    }
}
