using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;

namespace Equipoise.Imaging;

/// <summary>
/// Decodes the PNGs that radiographs come in, grey or RGB: those of 8 bits faster than Skia, those of 16 bits at their
/// full depth, which Skia cannot. Anything else, and anything that is not flawless, is left to Skia.
/// </summary>
internal static class PngDecoder
{
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
        var size = Passes(header).Sum(p => (long)p.Rows * (p.Bytes + 1)) + Inflater.Slack;
        if (size > Array.MaxLength)
            return null;
        var data = ArrayPool<byte>.Shared.Rent(file.Length + Inflater.Slack);
        var rows = ArrayPool<byte>.Shared.Rent((int)size);
        try
        {
            if (CollectData(file, data) is not { } length || !new Inflater(data, length).Inflate(rows.AsSpan(0, (int)size)))
                return null;
            return header.BitDepth == 8 ? Decode8(rows, header, channels) : Decode16(rows, header);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
            ArrayPool<byte>.Shared.Return(rows);
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

    private static RawImage? Decode8(ReadOnlySpan<byte> rows, PngHeader header, int channels)
    {
        var (width, samples) = (header.Width, header.Samples);
        var kept = Math.Min(samples, channels);
        var pixels = GC.AllocateUninitializedArray<byte>(width * header.Height * kept);
        var whole = Restore(rows, Passes(header)[0], samples, (row, y) =>
        {
            var line = pixels.AsSpan(y * width * kept, width * kept);
            if (kept < samples)
                RawImage.Luma(row, line);
            else
                row.CopyTo(line);
        });
        return whole ? new RawImage(width, header.Height, kept, pixels) : null;
    }

    private static RawImage? Decode16(ReadOnlySpan<byte> rows, PngHeader header)
    {
        var (width, colours, samples) = (header.Width, header.Colours, header.Samples);
        var values = new ushort[width * header.Height * colours];
        foreach (var pass in Passes(header))
        {
            var whole = Restore(rows, pass, 2 * samples, (row, y) =>
            {
                for (var x = 0; x < pass.Columns; x++)
                    for (var c = 0; c < colours; c++)
                        values[((pass.Top + y * pass.Down) * width + pass.Left + x * pass.Right) * colours + c] =
                            BinaryPrimitives.ReadUInt16BigEndian(row[((x * samples + c) * 2)..]);
            });
            if (!whole)
                return null;
            rows = rows[(pass.Rows * (pass.Bytes + 1))..];
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

    // First column and row of the image, and the steps to the next; the size, and the bytes of a row.
    private sealed record Pass(int Left, int Top, int Right, int Down, int Columns, int Rows, int Bytes);

    // One, or the seven of Adam7 (8.2) as far as they hold anything.
    private static List<Pass> Passes(PngHeader header)
    {
        (int Left, int Top, int Right, int Down)[] places = header.Interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        return
        [
            .. from place in places
               let columns = (header.Width - place.Left + place.Right - 1) / place.Right
               let rows = (header.Height - place.Top + place.Down - 1) / place.Down
               where columns > 0 && rows > 0
               select new Pass(
                   place.Left, place.Top, place.Right, place.Down, columns, rows, columns * header.Samples * header.BitDepth / 8),
        ];
    }

    private delegate void RowReader(ReadOnlySpan<byte> row, int y);

    // Takes the filters off; false where there is no such filter.
    private static bool Restore(ReadOnlySpan<byte> rows, Pass pass, int step, RowReader read)
    {
        var (above, row) = (new byte[pass.Bytes], new byte[pass.Bytes]);
        for (var y = 0; y < pass.Rows; y++)
        {
            var at = y * (pass.Bytes + 1);
            if (!PngFilter.Undo(rows[at], rows.Slice(at + 1, pass.Bytes), above, row, step))
                return false;
            read(row, y);
            (above, row) = (row, above);
        }
        return true;
    }
}
