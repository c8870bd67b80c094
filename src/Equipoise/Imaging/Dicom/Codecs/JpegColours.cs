using Equipoise.Imaging.Dicom.Display;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Makes the colours of a JPEG stream what the header calls them.</summary>
internal static class JpegColours
{
    /// <summary>
    /// Writers that let a JPEG library convert to YCbCr often leave RGB in the header. JFIF and subsampled chroma give them away.
    /// </summary>
    public static Samples AsNamed(Samples samples, JpegMarkers markers, ImagePixel pixel)
    {
        if (pixel.Photometric == Photometric.Rgb && (markers.IsJfif || markers.Subsampled))
            Colours.ToRgb(samples);
        return samples;
    }
}
