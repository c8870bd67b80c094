using System.Buffers.Binary;

namespace Equipoise.Imaging;

/// <summary>What the frame header of a JPEG says (ITU-T T.81, B.2.2).</summary>
/// <param name="Width">Samples per line.</param>
/// <param name="Height">Lines; 0 where a later marker tells.</param>
/// <param name="BitDepth">Bits of a sample.</param>
/// <param name="ColourModel">grey, ycbcr, rgb or cmyk.</param>
internal readonly record struct JpegHeader(int Width, int Height, int BitDepth, string ColourModel)
{
    /// <summary>Reads it; null for anything but a JPEG, and where no frame header can be found. Never throws.</summary>
    public static JpegHeader? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return null;
        byte? adobeTransform = null;
        var rest = file[2..];
        while (rest.Length >= 4 && rest[0] == 0xFF)
        {
            var marker = rest[1];
            // Any number of 0xFF may fill the space before a marker; TEM and RST stand alone.
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                rest = rest[(marker == 0xFF ? 1 : 2)..];
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2 || length > rest.Length - 2)
                return null;
            var segment = rest[4..(2 + length)];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Frame(segment, adobeTransform);
            if (marker == 0xEE && segment.Length >= 12 && segment.StartsWith("Adobe"u8))
                adobeTransform = segment[11];
            rest = rest[(2 + length)..];
        }
        return null;
    }

    // Precision, lines, samples per line, components, then three bytes for each, the first of which is its name.
    private static JpegHeader? Frame(ReadOnlySpan<byte> segment, byte? adobeTransform)
    {
        if (segment.Length < 6 || segment.Length < 6 + 3 * segment[5])
            return null;
        string? model = segment[5] switch
        {
            1 => "grey",
            3 => adobeTransform == 0 || (segment[6], segment[9], segment[12]) is ((byte)'R', (byte)'G', (byte)'B') ? "rgb" : "ycbcr",
            4 => "cmyk",
            _ => null,
        };
        return model is null ? null : new JpegHeader(
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[0], model);
    }
}
