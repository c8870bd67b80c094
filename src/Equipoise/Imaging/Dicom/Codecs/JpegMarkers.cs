using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>What a JPEG stream (ITU-T T.81) says of itself, read before any decoder sees it.</summary>
/// <param name="Process">The frame marker: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, 0xC3 lossless, ...</param>
/// <param name="Precision">Bits of a sample.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Samples per row.</param>
/// <param name="Components">Components of the frame.</param>
/// <param name="Subsampled">Whether any component has sampling factors other than 1.</param>
/// <param name="Scans">Scans of the frame.</param>
/// <param name="IsJfif">Whether it is a JFIF file, whose colours are always YCbCr.</param>
internal sealed record JpegMarkers(
    byte Process, int Precision, int Height, int Width, int Components, bool Subsampled, int Scans, bool IsJfif)
{
    /// <exception cref="UnreadableImageException">No JPEG stream, without its end, or with more than one frame.</exception>
    public static JpegMarkers Read(ReadOnlySpan<byte> stream)
    {
        JpegMarkers? found = null;
        var (scans, jfif) = (0, false);
        var segments = new JpegSegments(stream);
        while (segments.Next(out var marker, out var segment))
            if (IsFrame(marker))
                found = found is null
                    ? Frame(marker, segment)
                    : throw new UnreadableImageException("damaged: a JPEG stream with more than one frame");
            else if (marker == JpegSegments.App0)
                jfif |= segment.StartsWith("JFIF\0"u8);
            else if (marker == JpegSegments.StartOfScan)
                scans += IsSane(segment) ? 1 : throw new UnreadableImageException("damaged: a JPEG scan that makes no sense");
        return found is not null && scans > 0
            ? found with { Scans = scans, IsJfif = jfif }
            : throw new UnreadableImageException("damaged: a JPEG stream without image");
    }

    /// <summary>Checks that the stream is of one of these processes and is the image of which the header speaks.</summary>
    /// <exception cref="UnreadableImageException">It is not.</exception>
    public JpegMarkers Require(ImagePixel pixel, params ReadOnlySpan<byte> processes)
    {
        if (!processes.Contains(Process))
            throw new UnreadableImageException("damaged: a JPEG stream of another kind than the transfer syntax says");
        if (Width != pixel.Columns || Height != pixel.Rows || Components != pixel.Components)
            throw new UnreadableImageException(
                $"damaged: {Width} x {Height} x {Components} JPEG samples where the header says "
                + $"{pixel.Columns} x {pixel.Rows} x {pixel.Components}");
        return Precision is >= 2 and <= 16 && Precision <= pixel.Allocated
            ? this
            : throw new UnreadableImageException($"damaged: JPEG samples of {Precision} bits in {pixel.Allocated} bits allocated");
    }

    /// <summary>Takes decoded values for samples. The stream knows better than the header how many bits they have.</summary>
    public Samples Take(int[] values, ImagePixel pixel)
    {
        var stored = Math.Max(Precision, pixel.Stored);
        return (pixel with { Stored = stored, HighBit = stored - 1 }).Take(values);
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegMarkers Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length != 6 + 3 * segment[5])
            throw new UnreadableImageException("damaged: a JPEG frame header of the wrong length");
        var components = segment[5];
        var subsampled = false;
        for (var k = 0; k < components; k++)
        {
            if (segment[7 + 3 * k] is not (0x11 or 0x12 or 0x21 or 0x22 or 0x41 or 0x14 or 0x42 or 0x24 or 0x44))
                throw new UnreadableImageException("JPEG components sampled in a way that cannot be read");
            subsampled |= segment[7 + 3 * k] != 0x11;
        }
        return new(
            marker, segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), components, subsampled, 0, false);
    }

    private static bool IsSane(ReadOnlySpan<byte> scan) =>
        scan.Length >= 4 && scan.Length == 4 + 2 * scan[0] && scan[0] is >= 1 and <= 4 && scan[^3] <= 63 && scan[^2] <= 63;
}
