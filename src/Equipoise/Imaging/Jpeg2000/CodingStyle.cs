namespace Equipoise.Imaging.Jpeg2000;

/// <summary>Variants of code-block coding (Table A.19).</summary>
[Flags]
internal enum BlockStyles
{
    None = 0,
    Bypass = 1,
    ResetContexts = 2,
    TerminateAll = 4,
    VerticallyCausal = 8,
    PredictableTermination = 16,
    SegmentationSymbols = 32,
}

/// <summary>How one component is coded: the end of a COD marker segment, or a COC (A.6.1, A.6.2).</summary>
/// <param name="Levels">Decompositions, 0 to 32.</param>
/// <param name="BlockWidthLog">log2 of a code-block's greatest width.</param>
/// <param name="BlockHeightLog">log2 of its greatest height.</param>
/// <param name="Styles">Variants of code-block coding.</param>
/// <param name="Reversible">The 5/3 wavelet rather than the 9/7.</param>
/// <param name="Precincts">log2 of the precincts' width (low four bits) and height, per resolution.</param>
internal sealed record CodingStyle(
    int Levels, int BlockWidthLog, int BlockHeightLog, BlockStyles Styles, bool Reversible, byte[] Precincts)
{
    /// <param name="fields">Stands at the number of decompositions.</param>
    /// <param name="hasPrecincts">Whether precinct sizes follow; else they are 2^15.</param>
    public static CodingStyle Read(ref FieldReader fields, bool hasPrecincts)
    {
        var (levels, widthLog, heightLog) = (fields.Byte(), fields.Byte() + 2, fields.Byte() + 2);
        var (styles, transform) = (fields.Byte(), fields.Byte());
        if (levels > 32 || widthLog > 10 || heightLog > 10 || widthLog + heightLog > 12 || transform > 1)
            throw new UnreadableImageException("damaged JPEG 2000: impossible coding style");
        if (styles > 63)
            throw new UnreadableImageException("JPEG 2000 with high-throughput code-blocks (Part 15) is not supported");
        var precincts = new byte[levels + 1];
        for (var r = 0; r <= levels; r++)
        {
            precincts[r] = hasPrecincts ? fields.Byte() : (byte)0xFF;
            // Above the lowest resolution a precinct is halved among the bands, so it cannot be one sample wide.
            if (r > 0 && ((precincts[r] & 15) == 0 || precincts[r] >> 4 == 0))
                throw new UnreadableImageException("damaged JPEG 2000: impossible precinct size");
        }
        return new(levels, widthLog, heightLog, (BlockStyles)styles, transform == 1, precincts);
    }
}
