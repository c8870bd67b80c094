namespace Equipoise.Data.Archives;

/// <summary>What an entry of an archive is.</summary>
internal enum EntryKind
{
    File,
    Folder,
    Link,
    Other,
}

/// <summary>One entry of an archive, as its headers describe it; nothing of that is to be trusted.</summary>
/// <param name="Name">The name as it stands in the archive.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Open">Opens the content of a file.</param>
internal sealed record ArchiveEntry(string Name, EntryKind Kind, Func<Stream> Open)
{
    /// <summary>Why it is not to be unpacked, whatever its name, or null.</summary>
    public string? Objection { get; init; }

    /// <summary>Bytes it has packed; null where entries are not packed one by one.</summary>
    public long? Packed { get; init; }

    /// <summary>Bytes it claims to have unpacked.</summary>
    public required long Claimed { get; init; }

    /// <summary>The CRC-32 it claims; null where the archive has none for each entry.</summary>
    public uint? Crc { get; init; }
}
