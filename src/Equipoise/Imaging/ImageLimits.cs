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

    /// <summary>Why this header is refused, or null.</summary>
    public string? Objection(ImageHeader header) =>
        (long)header.Width * header.Height > MaxPixels
            ? $"{header.Width} x {header.Height} pixels, more than the limit of {MaxPixels:N0}"
            : Math.Min(header.Width, header.Height) < MinSide
                ? $"{header.Width} x {header.Height} pixels, less than {MinSide} on a side"
                : null;
}
