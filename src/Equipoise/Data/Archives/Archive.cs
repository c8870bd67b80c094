using System.IO.Compression;
using Equipoise.Common;

namespace Equipoise.Data.Archives;

/// <summary>
/// Datasets in one file: zip, tar and tar.gz. They are unpacked into the cache, once; nothing is ever written outside its
/// folder there, and no link is made. Archives within an archive stay files.
/// </summary>
public static class Archive
{
    private static readonly string[] Extensions = [".zip", ".tar", ".tar.gz", ".tgz"];

    private enum Kind
    {
        Zip,
        Tar,
        TarGz,
    }

    /// <summary>Whether a path is an archive, by its name and its content. NPZ is a source of its own and none.</summary>
    public static bool Recognises(string path)
    {
        if (!Extensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            return false;
        try
        {
            using var stream = File.OpenRead(path);
            return KindOf(stream) is not null;
        }
        catch (Exception e) when (Damage.Is(e))
        {
            return false;
        }
    }

    /// <summary>Unpacks an archive, unless an earlier call did; two processes may do so at once.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="cacheFolder">Where caches lie, for example <see cref="PixelCache.DefaultFolder"/>.</param>
    /// <param name="progress">Told of the bytes of the archive.</param>
    /// <exception cref="UserException">Not a sound archive, beyond the limits, or the cache cannot be written.</exception>
    public static ExtractedArchive Extract(string path, ArchiveLimits limits, string cacheFolder, IRunProgress progress)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var kind = KindOf(stream) ?? throw UserException.BadData(
                $"'{path}' is not an archive that can be read.", $"Give one of: {string.Join(", ", Extensions)}.");
            stream.Position = 0;
            var key = ContentHash.Of($"archive 1\n{ContentHash.Of(stream)}\n{limits}");
            var folder = Path.Combine(Path.GetFullPath(cacheFolder), "archives", key.Short);
            return ArchiveCache.Open(folder, key, target => Unpack(path, stream, kind, target, limits, progress));
        }
        catch (Exception e) when (Damage.Is(e))
        {
            throw Damaged(path, e);
        }
    }

    private static IReadOnlyList<Quarantined> Unpack(
        string path, FileStream stream, Kind kind, string target, ArchiveLimits limits, IRunProgress progress)
    {
        stream.Position = 0;
        var budget = new UnpackBudget(path, stream.Length, limits);
        var extraction = new Extraction(target, limits);
        using var stage = progress.Begin("Unpacking", stream.Length);
        try
        {
            foreach (var entry in Entries(stream, kind, budget, limits))
            {
                budget.SpendEntry();
                extraction.Add(entry);
                stage.Report(stream.Position);
            }
        }
        catch (Exception e) when (Damage.Is(e))
        {
            throw Damaged(path, e);
        }
        return extraction.Quarantine;
    }

    private static IEnumerable<ArchiveEntry> Entries(Stream stream, Kind kind, UnpackBudget budget, ArchiveLimits limits) => kind switch
    {
        Kind.Zip => ZipEntries.Of(stream, budget, limits),
        Kind.Tar => TarEntries.Of(stream, budget),
        _ => TarEntries.Of(Unzipped(stream), budget),
    };

    private static Kind? KindOf(Stream stream)
    {
        var start = new byte[512];
        stream.Position = 0;
        stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (start.AsSpan().StartsWith("PK\x03\x04"u8) || start.AsSpan().StartsWith("PK\x05\x06"u8))
            return Kind.Zip;
        if (TarGuard.IsHeader(start))
            return Kind.Tar;
        if (start is not [0x1F, 0x8B, ..])
            return null;
        using var unzipped = Unzipped(stream);
        return unzipped.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && TarGuard.IsHeader(start)
            ? Kind.TarGz
            : null;
    }

    private static GZipStream Unzipped(Stream stream) => new(stream, CompressionMode.Decompress, leaveOpen: true);

    private static UserException Damaged(string path, Exception e) => new(
        ExitCode.BadData, $"'{path}' cannot be unpacked: {Damage.Words(e)}",
        "Make or download it again, or unpack it yourself and give the folder.", e);
}
