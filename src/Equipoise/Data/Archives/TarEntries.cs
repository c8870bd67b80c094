using System.Formats.Tar;

namespace Equipoise.Data.Archives;

/// <summary>The entries of a tar archive.</summary>
internal static class TarEntries
{
    /// <exception cref="InvalidDataException">Not a whole tar file.</exception>
    public static IEnumerable<ArchiveEntry> Of(Stream stream, UnpackBudget budget)
    {
        using var guard = new TarGuard(stream, budget);
        using var tar = new TarReader(guard, leaveOpen: true);
        while (Next(tar) is { } entry)
        {
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
                continue;
            var kind = KindOf(entry.EntryType);
            yield return new ArchiveEntry(entry.Name, kind, () => entry.DataStream ?? Stream.Null)
            {
                Objection = kind == EntryKind.Other ? $"a {Words(entry.EntryType)}, not a file" : null,
                Claimed = entry.Length,
            };
        }
        if (!guard.Ended)
            throw new EndOfStreamException();
        // To the end: only there a gzip stream has its checksum.
        guard.CopyTo(Stream.Null);
    }

    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("one of its headers is damaged.", e);
        }
    }

    private static EntryKind KindOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => EntryKind.File,
        TarEntryType.Directory or TarEntryType.DirectoryList => EntryKind.Folder,
        TarEntryType.SymbolicLink or TarEntryType.HardLink => EntryKind.Link,
        _ => EntryKind.Other,
    };

    private static string Words(TarEntryType type) => type switch
    {
        TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "device",
        TarEntryType.Fifo => "named pipe",
        _ => $"special entry ({type})",
    };
}
