using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Audit;

/// <summary>An image as the shortcut probe sees it. One thread at a time.</summary>
/// <param name="Record">What the source knows of it.</param>
/// <param name="File">The file's content; null where the image has no file of its own.</param>
/// <param name="Grey">[H,W,1] uint8 at the image's full size.</param>
public sealed record ProbedImage(ImageRecord Record, byte[]? File, RawImage Grey)
{
    /// <summary>The longer side of <see cref="Reduced"/>, in pixels.</summary>
    public const int ReducedSide = 256;

    /// <summary>The shorter side in pixels below which a border or a corner is a pixel or two, and what the image shows reaches into it.</summary>
    public const int LeastSurroundings = 64;

    public ImageHeader Header => Record.Header;

    /// <summary>Whether the image is large enough to have a border and corners of its own.</summary>
    public bool HasSurroundings => Math.Min(Grey.Width, Grey.Height) >= LeastSurroundings;

    /// <summary>The same image with at most 256 pixels on a side, for what should not depend on the size.</summary>
    public RawImage Reduced => field ??= Reduce(Grey);

    /// <summary>Reads and decodes an image.</summary>
    /// <exception cref="UnreadableImageException">It cannot be read or decoded.</exception>
    public static ProbedImage Load(IImageSource source, ImageRecord record)
    {
        var side = Math.Max(record.Header.Width, record.Header.Height);
        return new ProbedImage(record, source.ReadFile(record), source.Decode(record, channels: 1, atLeast: side));
    }

    private static RawImage Reduce(RawImage image)
    {
        var scale = Math.Min(1, (double)ReducedSide / Math.Max(image.Width, image.Height));
        return Resampler.Resize(image, Scaled(image.Width, scale), Scaled(image.Height, scale));
    }

    private static int Scaled(int side, double scale) => Math.Max(1, (int)Math.Round(scale * side));
}
