namespace Equipoise.Imaging;

/// <summary>What a file says of its image before anything is decoded.</summary>
/// <param name="Format">Lower case: jpeg, png, webp, bmp, gif, dicom, ...</param>
/// <param name="Width">Pixels per row as displayed (after the EXIF orientation).</param>
/// <param name="Height">Rows as displayed.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
public sealed record ImageHeader(string Format, int Width, int Height, int Channels)
{
    /// <summary>Significant bits of a stored sample, 1 to 16.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>How colours are stored, in the format's own words: grey, rgb, palette, ycbcr, MONOCHROME1, ...</summary>
    public string ColourModel { get; init; } = Channels == 1 ? "grey" : "rgb";

    /// <summary>Bytes of the decoded samples.</summary>
    internal long DecodedBytes => (long)Width * Height * Channels * (BitDepth > 8 ? 2 : 1);

    /// <summary>What a DICOM file says beyond that; null for any other format.</summary>
    public DicomFacts? Dicom { get; init; }
}
