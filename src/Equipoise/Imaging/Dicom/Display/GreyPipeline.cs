namespace Equipoise.Imaging.Dicom.Display;

/// <summary>
/// The greyscale pipeline (PS3.4, annex N): modality, values of interest, presentation. Stored values have 16 bits at most,
/// so it is worked out once for each value and not for each pixel.
/// </summary>
internal static class GreyPipeline
{
    /// <param name="samples">[H,W,1].</param>
    /// <returns>Grey; bright is what MONOCHROME2 shows bright.</returns>
    /// <exception cref="UnreadableImageException">A malformed look-up table.</exception>
    public static RawImage Render(Samples samples, IDicomAttributes attributes, Photometric photometric)
    {
        var shades = Shades(samples, attributes, IsInverse(attributes, photometric));
        var (first, last) = (First(samples), shades.Length - 1);
        var pixels = new byte[samples.Values.Length];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = shades[Math.Clamp(samples.Values[i] - first, 0, last)];
        return new RawImage(samples.Width, samples.Height, 1, pixels);
    }

    /// <summary>The brightness of each stored value.</summary>
    private static byte[] Shades(Samples samples, IDicomAttributes attributes, bool inverse)
    {
        var modality = ModalityTransform.Read(attributes, samples.Signed);
        var values = Enumerable.Range(First(samples), 1 << samples.Precision).Select(modality).ToArray();
        var voi = VoiTransform.Read(attributes, samples.Signed || values[0] < 0 || values[^1] < 0)
            ?? DefaultWindow.Of(values, Counts(samples, attributes), samples.Precision <= 8);
        return Array.ConvertAll(values, v => (byte)Math.Round(255 * (inverse ? 1 - voi(v) : voi(v))));
    }

    // For MONOCHROME1 the shape INVERSE says the same again (PS3.3, C.11.6): the picture is turned once.
    private static bool IsInverse(IDicomAttributes attributes, Photometric photometric) =>
        photometric == Photometric.Monochrome1 || attributes.Word(Tags.PresentationLutShape) == "INVERSE";

    private static int First(Samples samples) => samples.Signed ? -(1 << (samples.Precision - 1)) : 0;

    private static int[] Counts(Samples samples, IDicomAttributes attributes)
    {
        var (first, counts) = (First(samples), new int[1 << samples.Precision]);
        foreach (var value in samples.Values)
            counts[Math.Clamp(value - first, 0, counts.Length - 1)]++;
        if (Padding(attributes, Tags.PixelPaddingValue, samples.Signed) is { } padding)
        {
            var limit = Padding(attributes, Tags.PixelPaddingRangeLimit, samples.Signed) ?? padding;
            for (var value = Math.Min(padding, limit); value <= Math.Max(padding, limit); value++)
                if (value - first >= 0 && value - first < counts.Length)
                    counts[value - first] = 0;
        }
        return counts;
    }

    private static int? Padding(IDicomAttributes attributes, uint tag, bool signed) =>
        attributes.Unsigned(tag) is { } word ? signed ? (short)word : word : null;
}
