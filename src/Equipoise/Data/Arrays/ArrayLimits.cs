namespace Equipoise.Data.Arrays;

/// <summary>What is refused in files of arrays, so that a hostile one cannot take the memory.</summary>
public sealed record ArrayLimits
{
    /// <summary>Bytes of one array.</summary>
    public long MaxBytes { get; init; } = Array.MaxLength;

    /// <summary>Arrays of one NPZ file.</summary>
    public int MaxEntries { get; init; } = 1000;

    /// <summary>
    /// Bytes of an array per byte of the file. Images reach about 20, deflate at most 1,032. Asked only of arrays of more
    /// than <see cref="RatioFreeBytes"/>: small ones can do no harm.
    /// </summary>
    public double MaxRatio { get; init; } = 200;

    internal const long RatioFreeBytes = 16L << 20;

    /// <summary>Why an array of this size is refused, or null.</summary>
    /// <param name="bytes">What its header claims.</param>
    /// <param name="stored">Bytes it takes in its file, compressed or not.</param>
    internal string? Objection(long bytes, long stored) =>
        bytes > MaxBytes ? $"{bytes:N0} bytes, more than the limit of {MaxBytes:N0}"
        : bytes > RatioFreeBytes && bytes > MaxRatio * stored ? $"{bytes:N0} bytes from only {stored:N0}, more than {MaxRatio:N0} to 1"
        : null;
}
