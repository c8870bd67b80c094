namespace Equipoise.Imaging;

/// <summary>What is refused before decoding, so that a hostile file cannot take the memory.</summary>
public sealed record ImageLimits
{
    /// <summary>Width times height. The largest radiographs have about 25 million.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>The file's size in bytes.</summary>
    public long MaxFileBytes { get; init; } = 512L << 20;

    /// <summary>The shorter side in pixels; less cannot hold a radiograph.</summary>
    public int MinSide { get; init; } = 8;

    /// <summary>Frames of a multi-frame file.</summary>
    public int MaxFrames { get; init; } = 10_000;

    /// <summary>
    /// Decoded bytes per byte of the file. Deflate reaches at most 1,032 on an empty picture, and a radiograph not even 100.
    /// Asked only of images of at least <see cref="RatioFreeBytes"/>: small ones can do no harm.
    /// </summary>
    public double MaxRatio { get; init; } = 1000;

    /// <summary>Bytes that all images being decoded at one time may take together; a larger one is decoded alone.</summary>
    public long MemoryBudget { get; init; } = 2L << 30;

    private const long RatioFreeBytes = 16L << 20;

    /// <summary>Why this header is refused, or null.</summary>
    /// <param name="fileBytes">The file's size, where the ratio is to be asked.</param>
    public string? Objection(ImageHeader header, long? fileBytes = null)
    {
        var pixels = (long)header.Width * header.Height;
        if (pixels > MaxPixels)
            return $"{header.Width} x {header.Height} pixels, more than the limit of {MaxPixels:N0}";
        if (Math.Min(header.Width, header.Height) < MinSide)
            return $"{header.Width} x {header.Height} pixels, less than {MinSide} on a side";
        if (header.Dicom is { } dicom && dicom.Frames > MaxFrames)
            return $"{dicom.Frames} frames, more than the limit of {MaxFrames}";
        return fileBytes is { } bytes && header.DecodedBytes >= RatioFreeBytes && header.DecodedBytes > MaxRatio * bytes
            ? $"{header.Width} x {header.Height} pixels in only {bytes:N0} bytes, more than {MaxRatio:N0} to 1"
            : null;
    }
}
