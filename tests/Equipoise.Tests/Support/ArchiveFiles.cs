using System.Formats.Tar;
using System.IO.Compression;

namespace Equipoise.Tests.Support;

/// <summary>Archives, good and hostile.</summary>
internal static class ArchiveFiles
{
    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> entries) => Zip(null, entries);

    /// <summary>With the same Unix mode for every entry, e.g. 0xA1FF for a link.</summary>
    public static byte[] Zip(int? mode, IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                if (mode is { } unix)
                    entry.ExternalAttributes = unix << 16;
                using var stream = entry.Open();
                stream.Write(content);
            }
        return file.ToArray();
    }

    public static byte[] Tar(params IEnumerable<TarEntry> entries)
    {
        using var file = new MemoryStream();
        using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        return file.ToArray();
    }

    public static TarEntry TarFile(string name, byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static TarEntry TarLink(TarEntryType type, string name, string target) => new PaxTarEntry(type, name) { LinkName = target };

    /// <summary>Replaces every occurrence of a name by another of the same length.</summary>
    public static byte[] Rename(byte[] archive, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        Assert.Equal(from.Length, to.Length);
        var renamed = archive.ToArray();
        for (var at = renamed.AsSpan().IndexOf(from); at >= 0; at = renamed.AsSpan().IndexOf(from))
            to.CopyTo(renamed.AsSpan(at));
        return renamed;
    }
}
