using System.Buffers.Binary;

namespace Equipoise.Imaging;

/// <summary>What a PNG's IHDR chunk says (ISO/IEC 15948, 11.2.2).</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a sample, or of a palette index: 1, 2, 4, 8 or 16.</param>
/// <param name="ColourModel">grey, rgb, palette, grey-alpha or rgba.</param>
/// <param name="Interlaced">Whether rows come in Adam7 order.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, string ColourModel, bool Interlaced)
{
    /// <summary>Bytes of the signature and of the IHDR chunk, which must come first.</summary>
    public const int End = 8 + 25;

    /// <summary>Samples of a pixel that are colour: 1 or 3.</summary>
    public int Colours => ColourModel is "grey" or "grey-alpha" ? 1 : 3;

    /// <summary>Samples of a pixel as stored.</summary>
    public int Samples => ColourModel switch { "grey" or "palette" => 1, "grey-alpha" => 2, "rgb" => 3, _ => 4 };

    /// <summary>Reads it; null for anything but a PNG whose header makes sense. Never throws.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < End || !file.StartsWith(PngFile.Signature) || !file[12..16].SequenceEqual("IHDR"u8))
            return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        var (depth, interlace) = (file[24], file[28]);
        string? model = (file[25], depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) => "grey",
            (2, 8 or 16) => "rgb",
            (3, 1 or 2 or 4 or 8) => "palette",
            (4, 8 or 16) => "grey-alpha",
            (6, 8 or 16) => "rgba",
            _ => null,
        };
        return width > 0 && height > 0 && model is not null && file[26] == 0 && file[27] == 0 && interlace <= 1
            ? new PngHeader(width, height, depth, model, interlace == 1)
            : null;
    }
}
