using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;

namespace Equipoise.Imaging;

/// <summary>
/// Decodes the PNGs that radiographs come in, grey or RGB: those of 8 bits faster than Skia, those of 16 bits at their
/// full depth, which Skia cannot. Anything else, and anything that is not flawless, is left to Skia.
/// </summary>
internal static class PngDecoder
{
    // Rows are inflated in strips that stay in the cache.
    private const int StripBytes = 1 << 16;

    /// <summary>Whether such a file is decoded here.</summary>
    public static bool Takes(PngHeader header) => header is { BitDepth: 16 } or { BitDepth: 8, ColourModel: "grey" or "rgb", Interlaced: false };

    /// <summary>
    /// Decodes the image. Alpha is dropped. 16 bits are divided by the power of two that brings the greatest value
    /// below 256, so that an image of 12 significant bits uses the whole range.
    /// </summary>
    /// <param name="channels">1 or 3; a grey image may come with one although three are asked for.</param>
    /// <returns>The image, or null where the file is damaged.</returns>
    public static RawImage? Decode(byte[] file, PngHeader header, int channels)
    {
        var data = ArrayPool<byte>.Shared.Rent(file.Length);
        try
        {
            if (CollectData(file, data) is not { } length)
                return null;
            using var rows = new ZLibStream(new MemoryStream(data, 0, length), CompressionMode.Decompress);
            var image = header.BitDepth == 8 ? Decode8(rows, header, channels) : Decode16(rows, header);
            // Reading on to the end checks the sum over all.
            return rows.ReadByte() < 0 ? image : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    // The content of the IDAT chunks, and its length; null where a chunk is cut off or its CRC is wrong.
    private static int? CollectData(ReadOnlySpan<byte> file, Span<byte> data)
    {
        var collected = 0;
        for (var rest = file[PngFile.Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
                return null;
            var chunk = rest.Slice(4, (int)length + 4);
            if (Crc32.HashToUInt32(chunk) != BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]))
                return null;
            if (chunk.StartsWith("IEND"u8))
                return collected;
            if (chunk.StartsWith("IDAT"u8))
            {
                chunk[4..].CopyTo(data[collected..]);
                collected += (int)length;
            }
            rest = rest[((int)length + 12)..];
        }
        return null;
    }

    private static RawImage? Decode8(Stream stream, PngHeader header, int channels)
    {
        var (width, samples) = (header.Width, header.Samples);
        var kept = Math.Min(samples, channels);
        var pixels = GC.AllocateUninitializedArray<byte>(width * header.Height * kept);
        var whole = Rows(stream, width * samples, header.Height, samples, (row, y) =>
        {
            var line = pixels.AsSpan(y * width * kept, width * kept);
            if (kept < samples)
                RawImage.Luma(row, line);
            else
                row.CopyTo(line);
        });
        return whole ? new RawImage(width, header.Height, kept, pixels) : null;
    }

    private static RawImage? Decode16(Stream stream, PngHeader header)
    {
        var (width, colours, samples) = (header.Width, header.Colours, header.Samples);
        var values = new ushort[width * header.Height * colours];
        foreach (var (left, top, right, down) in header.Interlaced ? Adam7 : Progressive)
        {
            var (columns, rows) = ((width - left + right - 1) / right, (header.Height - top + down - 1) / down);
            if (columns > 0 && rows > 0 && !Rows(stream, columns * samples * 2, rows, samples * 2, (row, y) =>
                {
                    for (var x = 0; x < columns; x++)
                        for (var c = 0; c < colours; c++)
                            values[((top + y * down) * width + left + x * right) * colours + c] =
                                BinaryPrimitives.ReadUInt16BigEndian(row[((x * samples + c) * 2)..]);
                }))
                return null;
        }
        return new RawImage(width, header.Height, colours, ToBytes(values));
    }

    private static byte[] ToBytes(ushort[] values)
    {
        ushort greatest = 0;
        foreach (var value in values)
            greatest = Math.Max(greatest, value);
        var shift = Math.Max(0, 32 - BitOperations.LeadingZeroCount(greatest) - 8);
        var pixels = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
            pixels[i] = (byte)(values[i] >> shift);
        return pixels;
    }

    // First column and row of each pass, and the steps to the next.
    private static readonly (int Left, int Top, int Right, int Down)[] Progressive = [(0, 0, 1, 1)];

    private static readonly (int Left, int Top, int Right, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private delegate void RowReader(ReadOnlySpan<byte> row, int y);

    // Inflates and restores rows; false where one has no such filter.
    private static bool Rows(Stream stream, int bytes, int rows, int step, RowReader read)
    {
        var perStrip = Math.Clamp(StripBytes / (bytes + 1), 1, rows);
        var strip = new byte[perStrip * (bytes + 1)];
        var (above, row) = (new byte[bytes], new byte[bytes]);
        for (var y = 0; y < rows; y++)
        {
            var at = y % perStrip * (bytes + 1);
            if (at == 0)
                stream.ReadExactly(strip, 0, Math.Min(perStrip, rows - y) * (bytes + 1));
            if (!PngFilter.Undo(strip[at], strip.AsSpan(at + 1, bytes), above, row, step))
                return false;
            read(row, y);
            (above, row) = (row, above);
        }
        return true;
    }
}
