using Equipoise.Imaging;

namespace Equipoise.Data.Archives;

/// <summary>What is refused when an archive is unpacked. All is asked of what is really unpacked, not of what headers claim.</summary>
public sealed record ArchiveLimits
{
    /// <summary>Entries, folders and refused ones among them.</summary>
    public int MaxEntries { get; init; } = 500_000;

    /// <summary>Bytes of all entries together.</summary>
    public long MaxBytes { get; init; } = 64L << 30;

    /// <summary>Bytes of one entry; a larger one is left out.</summary>
    public long MaxEntryBytes { get; init; } = new ImageLimits().MaxFileBytes;

    /// <summary>
    /// Unpacked bytes per packed byte, of one entry (which is left out) and of the whole archive (which is refused).
    /// Uncompressed images reach about 20, deflate at most 1,032. Asked only beyond 16 MiB: less can do no harm.
    /// </summary>
    public double MaxRatio { get; init; } = 200;

    private const long RatioFreeBytes = 16L << 20;

    /// <summary>Whether this much comes from too little.</summary>
    internal bool IsBomb(long unpacked, long packed) => unpacked > RatioFreeBytes && unpacked > MaxRatio * packed;
}
