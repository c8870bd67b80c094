namespace Equipoise.Imaging.Dicom;

/// <summary>Images in DICOM files (PS3.10), with or without preamble.</summary>
public static class DicomImage
{
    /// <summary>Whether this content is DICOM rather than anything else; cheap, and never throws.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file) => file.Length > 132 && file[128..132].SequenceEqual("DICM"u8);

    /// <summary>Reads the header only.</summary>
    /// <exception cref="UnreadableImageException">No image, damaged, not supported, or outside <paramref name="limits"/>.</exception>
    public static ImageHeader ReadHeader(ReadOnlyMemory<byte> file, ImageLimits limits) =>
        throw new UnreadableImageException("DICOM cannot be read yet");

    /// <summary>Decodes the first frame through its look-up tables and window to what a reader would see: bright is dense.</summary>
    /// <exception cref="UnreadableImageException">No image, damaged, not supported, or outside <paramref name="limits"/>.</exception>
    public static RawImage Decode(ReadOnlyMemory<byte> file, ImageLimits limits) =>
        throw new UnreadableImageException("DICOM cannot be read yet");
}
