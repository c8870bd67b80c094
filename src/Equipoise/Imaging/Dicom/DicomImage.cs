using Equipoise.Imaging.Dicom.Codecs;
using Equipoise.Imaging.Dicom.Display;

namespace Equipoise.Imaging.Dicom;

/// <summary>Images in DICOM files (PS3.10), with or without preamble.</summary>
public static class DicomImage
{
    /// <summary>The reason given where a decoder failed in a way that it does not name.</summary>
    internal const string Damaged = "damaged: the image data cannot be decoded";

    /// <summary>Whether this content is DICOM rather than anything else; cheap, and never throws.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file) => Part10File.Recognises(file);

    /// <summary>Reads the header only.</summary>
    /// <exception cref="UnreadableImageException">No image, damaged, not supported, or outside <paramref name="limits"/>.</exception>
    public static ImageHeader ReadHeader(ReadOnlyMemory<byte> file, ImageLimits limits) => Guard(() => Open(file, limits).Header);

    /// <summary>Decodes the first frame through its look-up tables and window to what a reader would see: bright is dense.</summary>
    /// <exception cref="UnreadableImageException">No image, damaged, not supported, or outside <paramref name="limits"/>.</exception>
    public static RawImage Decode(ReadOnlyMemory<byte> file, ImageLimits limits) => Guard(() =>
    {
        var opened = Open(file, limits);
        return Render(Decode(opened), opened);
    });

    /// <summary>The first frame's samples as they are stored, before any look-up table, window or colour conversion.</summary>
    internal static Samples Stored(ReadOnlyMemory<byte> file, ImageLimits limits) => Guard(() => Decode(Open(file, limits)));

    private static Opened Open(ReadOnlyMemory<byte> bytes, ImageLimits limits)
    {
        var file = new Part10File(bytes);
        if (!file.HasPixelData)
            throw new UnreadableImageException("no image: the file has no pixel data");
        var codec = PixelCodecs.For(file.Syntax);
        var pixel = ImagePixel.Read(file.Attributes);
        var header = new ImageHeader("dicom", pixel.Columns, pixel.Rows, pixel.Photometric.IsGrey() ? 1 : 3)
        {
            BitDepth = pixel.Stored,
            ColourModel = pixel.Photometric.Name(),
            Dicom = FactsReader.Read(file, pixel),
        };
        return limits.Objection(header, bytes.Length) is { } objection
            ? throw new UnreadableImageException(objection)
            : new Opened(file, codec, pixel, header);
    }

    private static Samples Decode(Opened opened) =>
        opened.Codec.Decode(opened.File.FirstFrame(opened.Pixel.FrameBytes, opened.Pixel.Frames), opened.Pixel);

    private static RawImage Render(Samples samples, Opened opened)
    {
        var photometric = opened.Pixel.Photometric;
        return photometric.IsGrey() ? GreyPipeline.Render(samples, opened.File.Attributes, photometric)
            : photometric == Photometric.PaletteColor ? Palette.Render(samples, opened.File.Attributes)
            : Colours.Render(samples, photometric);
    }

    // A decoder of others may fail in ways of its own on bad data, and what it says might quote the file.
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OutOfMemoryException e)
        {
            throw new UnreadableImageException("no memory for the image", e);
        }
        catch (Exception e) when (IsOfBadData(e))
        {
            throw new UnreadableImageException(Damaged);
        }
    }

    private static bool IsOfBadData(Exception e) => e is ArgumentException or ArithmeticException or IndexOutOfRangeException
        or InvalidDataException or InvalidOperationException or NotSupportedException or NullReferenceException;

    private sealed record Opened(IDicomFile File, IPixelCodec Codec, ImagePixel Pixel, ImageHeader Header);
}
