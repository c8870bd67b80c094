using System.Buffers.Binary;
using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Samples as they are, the low byte first.</summary>
[Named("native", "Uncompressed samples")]
internal sealed class NativeCodec : IPixelCodec
{
    public IReadOnlyList<string> TransferSyntaxes =>
        ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        if (frame.Length < pixel.FrameBytes)
            throw new UnreadableImageException($"truncated: {frame.Length:N0} bytes of pixel data instead of {pixel.FrameBytes:N0}");
        var cells = pixel.Allocated switch
        {
            1 => Bits(frame.Span, pixel),
            8 => Bytes(frame.Span, pixel),
            _ => Words(frame.Span, pixel),
        };
        return pixel.Take(
            pixel.Photometric == Photometric.YbrFull422 ? Full(cells) : pixel.Planar ? Interleaved(cells, pixel) : cells);
    }

    private static int[] Bits(ReadOnlySpan<byte> frame, ImagePixel pixel)
    {
        var cells = new int[pixel.Pixels];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = frame[i / 8] >> (i % 8) & 1;
        return cells;
    }

    private static int[] Bytes(ReadOnlySpan<byte> frame, ImagePixel pixel)
    {
        var cells = new int[pixel.FrameBytes];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = frame[i];
        return cells;
    }

    private static int[] Words(ReadOnlySpan<byte> frame, ImagePixel pixel)
    {
        var cells = new int[pixel.FrameBytes / 2];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = BinaryPrimitives.ReadUInt16LittleEndian(frame[(2 * i)..]);
        return cells;
    }

    private static int[] Interleaved(int[] planes, ImagePixel pixel)
    {
        var cells = new int[planes.Length];
        var (size, components) = ((int)pixel.Pixels, pixel.Components);
        for (var k = 0; k < components; k++)
            for (var i = 0; i < size; i++)
                cells[i * components + k] = planes[k * size + i];
        return cells;
    }

    /// <summary>Two pixels are stored as Y Y Cb Cr (PS3.3, C.7.6.3.1.2); both get the one chroma.</summary>
    private static int[] Full(int[] pairs)
    {
        var cells = new int[pairs.Length / 2 * 3];
        for (var (from, to) = (0, 0); from + 3 < pairs.Length; (from, to) = (from + 4, to + 6))
        {
            var (cb, cr) = (pairs[from + 2], pairs[from + 3]);
            (cells[to], cells[to + 1], cells[to + 2]) = (pairs[from], cb, cr);
            (cells[to + 3], cells[to + 4], cells[to + 5]) = (pairs[from + 1], cb, cr);
        }
        return cells;
    }
}
