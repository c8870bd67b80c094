using Equipoise.Common;

namespace Equipoise.Data.Archives;

/// <summary>
/// Where unpacked archives lie: a folder for each, named after its content, which appears whole or not at all.
/// <c>files</c> holds what was unpacked, <c>unpacked.json</c> what it must be.
/// </summary>
internal static class ArchiveCache
{
    private static long _folders;

    /// <summary>What is known of an unpacked archive, for whoever finds it later.</summary>
    private sealed record Manifest(string Key, int Files, long Bytes, IReadOnlyList<Quarantined> Quarantine);

    /// <summary>The archive's folder; unpacked now unless it is there.</summary>
    /// <param name="folder">The folder of this key.</param>
    /// <param name="key">Hash of everything that decides the result.</param>
    /// <param name="unpack">Unpacks into the empty folder it is given and returns what it refused.</param>
    public static ExtractedArchive Open(string folder, ContentHash key, Func<string, IReadOnlyList<Quarantined>> unpack)
    {
        if (Find(folder, key) is { } there)
            return there;
        var temporary = $"{folder}.{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref _folders)}.tmp";
        try
        {
            Delete(temporary);
            var files = Directory.CreateDirectory(FilesOf(temporary)).FullName;
            var quarantine = unpack(files);
            var (count, bytes) = Measure(files);
            AtomicFile.WriteText(ManifestOf(temporary), Json.Write(new Manifest(key.Hex, count, bytes, quarantine)));
            return Publish(temporary, folder, key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, e);
        }
        finally
        {
            Delete(temporary);
        }
    }

    /// <summary>The message for a cache that cannot be written.</summary>
    public static UserException Unwritable(string path, Exception e) => new(
        ExitCode.NoSpace, AtomicFile.Unwritable(path, e).What,
        "Archives are unpacked there; make room, or name another folder in EQUIPOISE_CACHE.", e);

    // Another process may have been faster, or a damaged folder stand there.
    private static ExtractedArchive Publish(string temporary, string folder, ContentHash key)
    {
        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            if (Find(folder, key) is { } there)
                return there;
            Delete(folder);
            Directory.Move(temporary, folder);
        }
        return Find(folder, key) ?? throw new IOException("what was unpacked has changed since");
    }

    private static ExtractedArchive? Find(string folder, ContentHash key)
    {
        if (!File.Exists(ManifestOf(folder)))
            return null;
        try
        {
            var manifest = Json.Read<Manifest>(ManifestOf(folder));
            return manifest.Key == key.Hex && Measure(FilesOf(folder)) == (manifest.Files, manifest.Bytes)
                ? new ExtractedArchive(Top(FilesOf(folder)), manifest.Quarantine)
                : null;
        }
        catch (Exception e) when (e is UserException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (int Files, long Bytes) Measure(string folder)
    {
        var (files, bytes) = (0, 0L);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            (files, bytes) = (files + 1, bytes + file.Length);
        return (files, bytes);
    }

    // Most archives hold one folder and everything in it.
    private static string Top(string files) =>
        Directory.GetFileSystemEntries(files) is [var only] && Directory.Exists(only) ? only : files;

    private static string FilesOf(string folder) => Path.Combine(folder, "files");

    private static string ManifestOf(string folder) => Path.Combine(folder, "unpacked.json");

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left over costs room and nothing else.
        }
    }
}
