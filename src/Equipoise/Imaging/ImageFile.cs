using Equipoise.Imaging.Dicom;

namespace Equipoise.Imaging;

/// <summary>Reads an image file of any known format, told by its content and never by its name.</summary>
public static class ImageFile
{
    /// <summary>Reads the header only.</summary>
    /// <exception cref="UnreadableImageException">Not an image, or outside <paramref name="limits"/>.</exception>
    public static ImageHeader ReadHeader(byte[] file, ImageLimits limits) =>
        DicomImage.Recognises(file) ? DicomImage.ReadHeader(file, limits) : RasterDecoder.ReadHeader(file, limits);

    /// <summary>
    /// Decodes the image, upright and ready to look at; waits until the images that other threads decode leave room for it
    /// in <see cref="ImageLimits.MemoryBudget"/>.
    /// </summary>
    /// <param name="channels">1 or 3.</param>
    /// <param name="atLeast">The side that the caller will resize to; see <see cref="RasterDecoder.Decode"/>.</param>
    /// <exception cref="UnreadableImageException">Not an image, damaged, or outside <paramref name="limits"/>.</exception>
    public static RawImage Decode(byte[] file, int channels, int atLeast, ImageLimits limits)
    {
        var header = ReadHeader(file, limits);
        // Once as the decoder has it, once as the result.
        using var share = MemoryBudget.Process.Take(2 * header.DecodedBytes, limits.MemoryBudget);
        return header.Format == "dicom"
            ? DicomImage.Decode(file, limits).WithChannels(channels)
            : RasterDecoder.Decode(file, channels, atLeast, limits);
    }
}
