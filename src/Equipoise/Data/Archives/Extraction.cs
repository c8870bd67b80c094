using Equipoise.Common;

namespace Equipoise.Data.Archives;

/// <summary>
/// Unpacks entries into a folder of its own, one by one; what is refused goes to the quarantine list and the rest goes on.
/// </summary>
internal sealed class Extraction(string target, ArchiveLimits limits)
{
    private const string MacResourceForks = "__MACOSX";

    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly TakenNames _names = new();
    private readonly List<Quarantined> _quarantine = [];

    public IReadOnlyList<Quarantined> Quarantine => _quarantine;

    /// <summary>Unpacks one entry, or refuses it.</summary>
    /// <exception cref="UserException">The disk is full.</exception>
    public void Add(ArchiveEntry entry)
    {
        if (Refusal(entry) is { } reason)
            _quarantine.Add(new Quarantined(Printable.Name(entry.Name), reason));
    }

    private string? Refusal(ArchiveEntry entry)
    {
        // What tar calls the folder that it was made from.
        if (entry is { Kind: EntryKind.Folder, Name: "." or "./" })
            return null;
        if (EntryName.Split(entry.Name, out var segments) is { } unsafeName)
            return unsafeName;
        if (segments[0] == MacResourceForks || segments.Any(FileWalk.IsLitter))
            return null;
        if (_names.Take(segments, entry.Kind) is { } taken)
            return taken;
        if (entry.Objection is not null)
            return entry.Objection;
        return entry.Kind switch
        {
            EntryKind.Folder => null,
            EntryKind.File => entry.Claimed > limits.MaxEntryBytes
                ? TooLarge()
                : Unpack(entry, Path.Combine([target, .. segments])),
            EntryKind.Link => "a link, not a file",
            _ => "not a file",
        };
    }

    private string? Unpack(ArchiveEntry entry, string path)
    {
        // Two names may be one to the file system where they differ to us.
        if (Path.Exists(path))
            return "the same name as an earlier entry";
        string? reason;
        try
        {
            using var file = Create(path);
            using var content = new ChecksumStream(entry.Open());
            reason = Copy(content, file, path, entry.Packed)
                ?? (entry.Crc is { } crc && crc != content.Crc ? "damaged: its checksum differs" : null);
        }
        catch (Exception e) when (entry.Packed is not null && Damage.Is(e))
        {
            // Only where each entry is packed on its own can the next be read after a damaged one.
            reason = $"damaged: {e.Message}";
        }
        if (reason is not null)
            File.Delete(path);
        return reason;
    }

    private string? Copy(Stream content, Stream file, string path, long? packed)
    {
        var written = 0L;
        for (int read; (read = content.Read(_buffer)) > 0;)
        {
            written += read;
            if (written > limits.MaxEntryBytes)
                return TooLarge();
            if (packed is { } bytes && limits.IsBomb(written, bytes))
                return $"more than {limits.MaxRatio:N0} times its packed size, as no image is";
            Write(path, () => file.Write(_buffer.AsSpan(0, read)));
        }
        return written == 0 ? "empty file" : null;
    }

    private static FileStream Create(string path)
    {
        FileStream? file = null;
        Write(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        });
        return file!;
    }

    private static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ArchiveCache.Unwritable(path, e);
        }
    }

    private string TooLarge() => $"more than the limit of {limits.MaxEntryBytes:N0} bytes";
}
