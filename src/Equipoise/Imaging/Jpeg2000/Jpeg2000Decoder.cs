namespace Equipoise.Imaging.Jpeg2000;

/// <summary>
/// Decodes JPEG 2000 Part 1 (ISO/IEC 15444-1) at full resolution: a raw codestream, or one within a JP2 file, as medical
/// files have them. Not supported are subsampled components, components that differ in depth, palettes, packed packet
/// headers (PPM, PPT), and what Part 2 and Part 15 add. A JP2 file's colour space is not looked at.
/// </summary>
/// <remarks>
/// Truncation: what the headers announce must be there, so that a cut file is refused rather than shown blurred or in part.
/// Only where a codestream ends in order (each tile part whole, and the end marker present) may packets be missing at the
/// end of a tile: such a stream was thinned on purpose, and what it has is decoded. Memory: 4 bytes a sample for the
/// result, 4 for one component of a tile, and some 2 to 8 for the code-blocks, fewer the larger these are.
/// </remarks>
public static class Jpeg2000Decoder
{
    /// <summary>Decodes the image.</summary>
    /// <param name="content">The codestream, or a JP2 file; padding may follow.</param>
    /// <param name="maxPixels">Larger images are refused before anything is allocated.</param>
    /// <returns>One or three components, with the precision and sign that the codestream states.</returns>
    /// <exception cref="UnreadableImageException">Not JPEG 2000, damaged, truncated, not supported, or too large.</exception>
    public static Samples Decode(ReadOnlyMemory<byte> content, long maxPixels)
    {
        try
        {
            var codestream = Jp2File.Codestream(content);
            var stream = new Codestream(codestream, maxPixels);
            var (width, height, components) = (stream.Size.Image.Width, stream.Size.Image.Height, stream.Size.Components);
            var values = new int[width * height * components];
            var decoder = new TileDecoder(stream, codestream, values);
            for (var i = 0; i < stream.Tiles.Count; i++)
                decoder.Decode(i);
            return new(width, height, components, stream.Size.Precision, stream.Size.Signed, values);
        }
        catch (OutOfMemoryException e)
        {
            throw new UnreadableImageException("no memory to decode this JPEG 2000 image", e);
        }
    }
}
