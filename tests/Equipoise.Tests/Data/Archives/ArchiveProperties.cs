using Equipoise.Common;
using Equipoise.Data.Archives;
using Equipoise.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Equipoise.Tests.Data.Archives;

/// <summary>What must hold whatever the entries of an archive are called.</summary>
public class ArchiveProperties
{
    // Mostly what climbs and what is harmless, so that a name is often nothing but both.
    private static readonly string[] Parts =
    [
        .. Enumerable.Repeat("..", 10), .. Enumerable.Repeat("a", 6), .. Enumerable.Repeat("b", 6), ".", "", "A", "C:", "\\", "\0", " ", "\n",
        "ü", "\uD800", "con", "..\\..", "~", "%2e%2e", "\u202E", new('x', 300),
    ];

    /// <summary>Names put together from what is dangerous, and any other.</summary>
    public static class HostileNames
    {
        public static Arbitrary<string[]> Names() => Arb.From(Gen.ArrayOf(Gen.OneOf(
            Gen.Choose(1, 4).SelectMany(n => Gen.ArrayOf(Gen.Elements(Parts), n)).Select(p => string.Join('/', p)),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get))));
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(HostileNames)])]
    public void Extract_AnyNames_NothingOutsideTheTarget(string[] names)
    {
        using var folder = new TemporaryFolder();
        var inner = Directory.CreateDirectory(folder.In("1", "2", "3", "4")).FullName;
        string[] valid = [.. names.Select(n => n.Length == 0 ? "x" : n)];
        File.WriteAllBytes(folder.In("a.zip"), ArchiveFiles.Zip([.. valid.Select(n => (n, new byte[] { 1 })), ("last.png", new byte[] { 1 })]));
        var extracted = Archive.Extract(folder.In("a.zip"), new ArchiveLimits(), inner, Silence.Instance);
        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Except([folder.In("a.zip")]).ToList();
        var target = Path.Combine(Directory.GetDirectories(Path.Combine(inner, "archives")).Single(), "files") + Path.DirectorySeparatorChar;
        Assert.All(files.Where(f => Path.GetFileName(f) != "unpacked.json"), f => Assert.StartsWith(target, f));
        Assert.Contains(target + "last.png", files);
        Assert.InRange(files.Count - 1 + extracted.Quarantine.Count, 1, names.Length + 1);
    }

    [Property(Arbitrary = [typeof(HostileNames)])]
    public void Split_AnyName_RefusedOrWithinTheFolder(string[] names) => Assert.All(names, name =>
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "root"));
        if (EntryName.Split(name, out var segments) is null)
            Assert.StartsWith(root + Path.DirectorySeparatorChar, Path.GetFullPath(Path.Combine([root, .. segments])));
        else
            Assert.Empty(segments);
    });

    [Property(MaxTest = 20)]
    public void Extract_AnyContents_RoundTrip(NonEmptyArray<NonEmptyArray<byte>> contents, bool tar)
    {
        using var folder = new TemporaryFolder();
        var entries = contents.Get.Select((c, i) => (Name: $"{i}.png", Content: c.Get)).ToList();
        File.WriteAllBytes(
            folder.In("a"), tar ? ArchiveFiles.Tar(entries.Select(e => ArchiveFiles.TarFile(e.Name, e.Content))) : ArchiveFiles.Zip(entries));
        var extracted = Archive.Extract(folder.In("a"), new ArchiveLimits(), folder.In("cache"), Silence.Instance);
        Assert.Empty(extracted.Quarantine);
        Assert.All(entries, e => Assert.Equal(e.Content, File.ReadAllBytes(Path.Combine(extracted.Folder, e.Name))));
    }
}
