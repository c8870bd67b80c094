using System.Buffers.Binary;
using Equipoise.Common;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>RLE Lossless (PS3.5, annex G): a PackBits segment for each byte of each component, high bytes first.</summary>
[Named("rle", "PackBits segments")]
internal sealed class RleCodec : IPixelCodec
{
    private const int HeaderBytes = 64;

    public IReadOnlyList<string> TransferSyntaxes => ["1.2.840.10008.1.2.5"];

    public Samples Decode(ReadOnlyMemory<byte> frame, ImagePixel pixel)
    {
        if (pixel.Allocated == 1 || pixel.Photometric == Photometric.YbrFull422)
            throw new UnreadableImageException("RLE Lossless of single bits or of subsampled colours cannot be read");
        var offsets = Offsets(frame.Span, pixel.Components * pixel.Allocated / 8);
        var bytes = pixel.Allocated / 8;
        var cells = new int[pixel.Pixels * pixel.Components];
        for (var segment = 0; segment < offsets.Length - 1; segment++)
            Unpack(
                frame.Span[offsets[segment]..offsets[segment + 1]], cells.AsSpan(segment / bytes), pixel.Components, (int)pixel.Pixels);
        return pixel.Take(cells);
    }

    /// <summary>Where each segment begins, and where the last one ends.</summary>
    private static int[] Offsets(ReadOnlySpan<byte> frame, int segments)
    {
        if (frame.Length < HeaderBytes)
            throw new UnreadableImageException("truncated: an RLE header that ends early");
        var found = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (found != segments)
            throw new UnreadableImageException($"damaged: {found} RLE segments instead of {segments}");
        var offsets = new int[segments + 1];
        for (var i = 0; i < segments; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 * i + 4)..]);
            if (offset > frame.Length || offset < (i == 0 ? HeaderBytes : offsets[i - 1]))
                throw new UnreadableImageException("damaged: RLE segments that lie outside the frame");
            offsets[i] = (int)offset;
        }
        offsets[segments] = frame.Length;
        return offsets;
    }

    /// <summary>Appends one byte to every cell; every <paramref name="step"/>-th is this component's.</summary>
    private static void Unpack(ReadOnlySpan<byte> segment, Span<int> cells, int step, int count)
    {
        var at = 0;
        for (var done = 0; done < count;)
        {
            if (at + 1 >= segment.Length)
                throw new UnreadableImageException("truncated: an RLE segment that ends early");
            var control = (sbyte)segment[at++];
            if (control == sbyte.MinValue)
                continue;
            var run = Math.Min(control >= 0 ? control + 1 : 1 - control, count - done);
            if (control >= 0 && at + run > segment.Length)
                throw new UnreadableImageException("truncated: an RLE segment that ends early");
            for (var i = 0; i < run; i++, done++)
                cells[done * step] = cells[done * step] << 8 | segment[control >= 0 ? at + i : at];
            at += control >= 0 ? run : 1;
        }
    }
}
