using System.Buffers.Binary;

namespace Equipoise.Imaging;

/// <summary>
/// What a JPEG file says of how it was compressed (ITU-T T.81): everything before the first scan. It tells which program
/// wrote the file and how, and nothing of what the image shows.
/// </summary>
public sealed record JpegTables
{
    // T.81, annex K.1, row by row.
    private static readonly byte[] BaseLuma =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly byte[] BaseChroma =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    // Codes of each length in the tables of annex K.3 for luma, which every encoder that does not optimise uses.
    private static readonly byte[] StandardDc = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] StandardAc = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D];

    private static readonly byte[] Zigzag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly int[]?[] _tables = new int[]?[16];
    private byte[] _components = [];

    /// <summary>The first component's quantisation table, 64 steps row by row; null where the file has none.</summary>
    public IReadOnlyList<int>? Luma => Table(0);

    /// <summary>The second component's; null where the image is grey.</summary>
    public IReadOnlyList<int>? Chroma => Table(1);

    /// <summary>Components of the image; 0 where the file does not tell.</summary>
    public int Components => _components.Length / 3;

    /// <summary>How much finer the first component is sampled than the second, e.g. "2x2"; "none" for a grey image.</summary>
    public string Subsampling => Components < 2 ? "none"
        : $"{Ratio(_components[1] >> 4, _components[4] >> 4)}x{Ratio(_components[1] & 15, _components[4] & 15)}";

    public bool Progressive { get; private set; }

    /// <summary>Whether the Huffman tables for luma are those of annex K.3; false for optimised ones.</summary>
    public bool StandardHuffman { get; private set; } = true;

    /// <summary>Blocks between restart markers; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    public bool Jfif { get; private set; }

    public bool Exif { get; private set; }

    public bool Icc { get; private set; }

    public bool Adobe { get; private set; }

    public bool Comment { get; private set; }

    /// <summary>The luma quality as the Independent JPEG Group's encoder counts it; null without a table.</summary>
    public (int Quality, bool Exact)? LumaQuality => Estimate(Luma, BaseLuma);

    /// <summary>The same for chroma.</summary>
    public (int Quality, bool Exact)? ChromaQuality => Estimate(Chroma, BaseChroma);

    /// <summary>Reads the tables as far as a damaged file can be followed; null for a file that is no JPEG. Never throws.</summary>
    public static JpegTables? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return null;
        var tables = new JpegTables();
        var rest = file[2..];
        while (rest.Length >= 4 && rest[0] == 0xFF)
        {
            var marker = rest[1];
            // A fill byte, or a marker without content.
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                rest = rest[(marker == 0xFF ? 1 : 2)..];
                continue;
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (marker is 0xDA or 0xD9 || length < 2 || length + 2 > rest.Length)
                break;
            tables.Take(marker, rest[4..(length + 2)]);
            rest = rest[(length + 2)..];
        }
        return tables;
    }

    private void Take(byte marker, ReadOnlySpan<byte> content)
    {
        switch (marker)
        {
            case 0xDB:
                TakeQuantisation(content);
                break;
            case 0xC4:
                TakeHuffman(content);
                break;
            case 0xDD when content.Length >= 2:
                RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(content);
                break;
            case >= 0xC0 and <= 0xCF and not (0xC8 or 0xCC) when content.Length >= 6 && content.Length >= 6 + 3 * content[5]:
                Progressive = (marker & 3) == 2;
                _components = content.Slice(6, 3 * content[5]).ToArray();
                break;
            default:
                Jfif |= marker == 0xE0 && content.StartsWith("JFIF\0"u8);
                Exif |= marker == 0xE1 && content.StartsWith("Exif\0"u8);
                Icc |= marker == 0xE2 && content.StartsWith("ICC_PROFILE\0"u8);
                Adobe |= marker == 0xEE && content.StartsWith("Adobe"u8);
                Comment |= marker == 0xFE;
                break;
        }
    }

    private void TakeQuantisation(ReadOnlySpan<byte> content)
    {
        while (content.Length >= 1 && (content[0] >> 4) + 1 is var bytes && content.Length >= 1 + 64 * bytes)
        {
            var table = new int[64];
            for (var i = 0; i < 64; i++)
                table[Zigzag[i]] = bytes == 1 ? content[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(content[(1 + 2 * i)..]);
            _tables[content[0] & 15] = table;
            content = content[(1 + 64 * bytes)..];
        }
    }

    private void TakeHuffman(ReadOnlySpan<byte> content)
    {
        while (content.Length >= 17)
        {
            var kind = content[0];
            var lengths = content.Slice(1, 16);
            if (kind is 0x00 or 0x10)
                StandardHuffman &= lengths.SequenceEqual(kind == 0 ? StandardDc : StandardAc);
            var symbols = 0;
            foreach (var count in lengths)
                symbols += count;
            content = content[Math.Min(content.Length, 17 + symbols)..];
        }
    }

    private int[]? Table(int component) => component < Components ? _tables[_components[3 * component + 2] & 15] : null;

    private static string Ratio(int first, int second) => second == 0 || first % second != 0 ? $"{first}/{second}" : $"{first / second}";

    // The quality whose table is nearest; libjpeg's jpeg_quality_scaling and jpeg_add_quant_table.
    private static (int, bool)? Estimate(IReadOnlyList<int>? table, byte[] standard)
    {
        if (table is null)
            return null;
        var (best, least) = (0, int.MaxValue);
        for (var quality = 1; quality <= 100; quality++)
        {
            var scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
            var distance = 0;
            for (var i = 0; i < 64; i++)
                distance += Math.Abs(table[i] - Math.Clamp((standard[i] * scale + 50) / 100, 1, 255));
            if (distance < least)
                (best, least) = (quality, distance);
        }
        return (best, least == 0);
    }
}
