using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using SkiaSharp;

namespace Equipoise.Imaging;

/// <summary>PNG through Skia's encoder, with text chunks (ISO/IEC 15948, 11.3.4.3) added.</summary>
public static class PngFile
{
    internal static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes an image, 8 bits a channel, lossless.</summary>
    /// <param name="planes">[C,H,W] uint8.</param>
    /// <param name="provenance">The mark of a synthetic image; null for other pictures.</param>
    public static byte[] Encode(ReadOnlySpan<byte> planes, int channels, int height, int width, Provenance? provenance)
    {
        var grey = channels == 1;
        var pixels = new byte[width * height * (grey ? 1 : 4)];
        if (grey)
            planes.CopyTo(pixels);
        else
            for (var i = 0; i < width * height; i++)
            {
                for (var c = 0; c < 3; c++)
                    pixels[4 * i + c] = planes[c * width * height + i];
                pixels[4 * i + 3] = 255;
            }
        var info = new SKImageInfo(width, height, grey ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var map = new SKPixmap(info, pin.AddrOfPinnedObject());
            using var data = map.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6))
                ?? throw new InvalidOperationException("Skia cannot encode this image.");
            return provenance is null ? data.ToArray() : WithText(data.AsSpan(), provenance.Chunks);
        }
        finally
        {
            pin.Free();
        }
    }

    /// <summary>The tEXt chunks of a PNG; nothing for any other content, and as far as a damaged one can be followed.</summary>
    public static IReadOnlyList<(string Keyword, string Text)> TextChunks(ReadOnlySpan<byte> file)
    {
        var found = new List<(string, string)>();
        if (!file.StartsWith(Signature))
            return found;
        var rest = file[8..];
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
                break;
            if (rest.Slice(4, 4).SequenceEqual("tEXt"u8) && rest.Slice(8, (int)length) is var data && data.IndexOf((byte)0) is > 0 and var zero)
                found.Add((Encoding.Latin1.GetString(data[..zero]), Encoding.Latin1.GetString(data[(zero + 1)..])));
            rest = rest[(int)(length + 12)..];
        }
        return found;
    }

    private static byte[] WithText(ReadOnlySpan<byte> png, IEnumerable<(string Keyword, string Text)> chunks)
    {
        using var result = new MemoryStream(png.Length + 512);
        result.Write(png[..PngHeader.End]);
        foreach (var (keyword, text) in chunks)
            WriteChunk(result, Encoding.Latin1.GetBytes($"tEXt{keyword}\0{text}"));
        result.Write(png[PngHeader.End..]);
        return result.ToArray();
    }

    // Length of the data, then type and data, then their CRC.
    private static void WriteChunk(Stream stream, byte[] typeAndData)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, typeAndData.Length - 4);
        stream.Write(number);
        stream.Write(typeAndData);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(typeAndData));
        stream.Write(number);
    }
}
