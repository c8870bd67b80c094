using System.IO.Compression;

namespace Equipoise.Data.Archives;

/// <summary>The entries of a zip archive.</summary>
internal static class ZipEntries
{
    // Unix file types (stat.h), which zip keeps in the upper half of the external attributes; 0 where made elsewhere.
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;
    private const int Link = 0xA000;

    /// <exception cref="InvalidDataException">Not a sound zip file.</exception>
    public static IEnumerable<ArchiveEntry> Of(Stream stream, UnpackBudget budget, ArchiveLimits limits)
    {
        ZipDirectory.Require(stream, limits.MaxEntries);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var length = stream.Length;
        foreach (var entry in zip.Entries)
            yield return new ArchiveEntry(entry.FullName, KindOf(entry), () => new MeteredStream(entry.Open(), budget))
            {
                Objection = entry.IsEncrypted ? "encrypted" : null,
                Packed = Math.Min(entry.CompressedLength, length),
                Claimed = entry.Length,
                Crc = entry.Crc32,
            };
    }

    private static EntryKind KindOf(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & TypeMask) switch
    {
        Link => EntryKind.Link,
        Folder => EntryKind.Folder,
        0 or RegularFile => entry.FullName.EndsWith('/') ? EntryKind.Folder : EntryKind.File,
        _ => EntryKind.Other,
    };
}
