namespace Equipoise.Imaging.Dicom.Display;

/// <summary>PALETTE COLOR: samples index a table of each colour (PS3.3, C.7.6.3.1.5).</summary>
internal static class Palette
{
    /// <param name="samples">[H,W,1].</param>
    /// <exception cref="UnreadableImageException">No palette, a segmented one, or a malformed one.</exception>
    public static RawImage Render(Samples samples, IDicomAttributes attributes)
    {
        if (attributes.Words(Tags.SegmentedRedPaletteData) is not null && attributes.Words(Tags.RedPaletteData) is null)
            throw new UnreadableImageException("a segmented palette cannot be read");
        var pixels = new byte[3 * samples.Values.Length];
        for (var colour = 0u; colour < 3; colour++)
        {
            // The tags of green and blue follow those of red.
            var table = LookUpTable.Read(
                attributes, Tags.RedPaletteDescriptor + colour, Tags.RedPaletteData + colour, samples.Signed);
            for (var i = 0; i < samples.Values.Length; i++)
                pixels[3 * i + colour] = (byte)((table[samples.Values[i]] * 255 + table.Max / 2) / table.Max);
        }
        return new RawImage(samples.Width, samples.Height, 3, pixels);
    }
}
