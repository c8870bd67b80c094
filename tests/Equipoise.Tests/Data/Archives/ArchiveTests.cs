using System.Formats.Tar;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Archives;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data.Archives;

public sealed class ArchiveTests : IDisposable
{
    private static readonly byte[] Content = "content"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    [InlineData("a.tgz")]
    public void Extract_SoundArchive_ItsFilesFromItsOnlyFolder(string name)
    {
        var png = TestImages.Png(1, 32, 1);
        Write(name, ("set/normal/1.png", png), ("set/covid/2.png", Content), ("set/covid/inner.zip", Content));
        Assert.True(Archive.Recognises(_folder.In(name)));
        var extracted = Extract(name);
        Assert.Empty(extracted.Quarantine);
        Assert.Equal("set", Path.GetFileName(extracted.Folder));
        Assert.Equal(["covid/2.png", "covid/inner.zip", "normal/1.png"], Files(extracted.Folder));
        Assert.Equal(png, File.ReadAllBytes(Path.Combine(extracted.Folder, "normal", "1.png")));
    }

    [Fact]
    public void Extract_SeveralFoldersOrFilesAtTheTop_TheWhole()
    {
        Write("two.zip", ("normal/1.png", Content), ("covid/2.png", Content));
        Write("file.zip", ("only.png", Content));
        Assert.Equal(["covid/2.png", "normal/1.png"], Files(Extract("two.zip").Folder));
        Assert.Equal(["only.png"], Files(Extract("file.zip").Folder));
    }

    [Fact]
    public void Extract_TarOfTheFolderItself_NoEntryRefused()
    {
        File.WriteAllBytes(_folder.In("a.tar"), ArchiveFiles.Tar(
            new PaxTarEntry(TarEntryType.Directory, "./"), new PaxTarEntry(TarEntryType.Directory, "./a/"),
            ArchiveFiles.TarFile("./a/1.png", Content), ArchiveFiles.TarFile("./b//2.png", Content)));
        var extracted = Extract("a.tar");
        Assert.Equal(["a/1.png", "b/2.png"], Files(extracted.Folder));
        Assert.Empty(extracted.Quarantine);
    }

    [Fact]
    public void Extract_WhatSystemsLeaveBehind_SkippedInSilence()
    {
        Write("a.zip", ("set/a/1.png", Content), ("__MACOSX/set/a/._1.png", Content), ("set/.DS_Store", Content), ("set/a/Thumbs.db", Content));
        var extracted = Extract("a.zip");
        Assert.Equal(["a/1.png"], Files(extracted.Folder));
        Assert.Empty(extracted.Quarantine);
    }

    public static TheoryData<string, string> HostileNames => new()
    {
        { "../out.png", "leaves the archive" },
        { "a/../../out.png", "leaves the archive" },
        { "a/..", "leaves the archive" },
        { "/etc/out.png", "absolute" },
        { "//server/share/out.png", "absolute" },
        { "C:/out.png", "colon" },
        { "a/stream.png:hidden", "colon" },
        { "..\\out.png", "backslash" },
        { "a/b\\c.png", "backslash" },
        { "a/\u0007bell.png", "control character" },
        { "a/\u001b[31mred.png", "control character" },
        { "a/" + new string('x', 256), "longer than 255" },
        { string.Concat(Enumerable.Repeat("long/", 300)) + "1.png", "longer than 1,024" },
        { "a/con.png", "device" },
        { "LPT1", "device" },
        { "a/dot.", "ends with a dot" },
        { "a /1.png", "ends with a dot or space" },
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Extract_HostileName_RefusedAndTheRestGoesOn(string name, string reason)
    {
        foreach (var archive in new[] { "a.zip", "a.tar" })
        {
            Write(archive, ("set/1.png", Content), (name, Content), ("set/2.png", Content));
            var extracted = Extract(archive);
            Assert.Equal(["1.png", "2.png"], Files(extracted.Folder));
            var refused = Assert.Single(extracted.Quarantine);
            Assert.Contains(reason, refused.Reason);
            Assert.DoesNotContain(refused.Path, char.IsControl);
            Assert.True(refused.Path.Length <= 210);
        }
    }

    [Fact]
    public void Extract_NulInAZipName_Refused()
    {
        var archive = ArchiveFiles.Rename(ArchiveFiles.Zip(("set/1.png", Content), ("evil.png.txt", Content)), "evil.png.txt"u8, "evil.png\0txt"u8);
        File.WriteAllBytes(_folder.In("a.zip"), archive);
        Assert.Contains("control character", Assert.Single(Extract("a.zip").Quarantine).Reason);
    }

    [Fact]
    public void Extract_LinksInATar_NoneMadeAndNothingBeneathThem()
    {
        var outside = Directory.CreateDirectory(_folder.In("outside")).FullName;
        File.WriteAllBytes(_folder.In("a.tar"), ArchiveFiles.Tar(
            ArchiveFiles.TarFile("set/1.png", Content),
            ArchiveFiles.TarLink(TarEntryType.SymbolicLink, "set/link", outside),
            ArchiveFiles.TarFile("set/link/out.png", Content),
            ArchiveFiles.TarLink(TarEntryType.HardLink, "set/hard.png", "set/1.png"),
            new PaxTarEntry(TarEntryType.Fifo, "set/pipe"),
            new PaxTarEntry(TarEntryType.CharacterDevice, "set/device"),
            ArchiveFiles.TarFile("set/empty.png", []),
            ArchiveFiles.TarFile("set/2.png", Content)));
        var extracted = Extract("a.tar");
        Assert.Equal(["1.png", "2.png"], Files(extracted.Folder));
        Assert.Equal(
            [
                ("set/link", "a link, not a file"), ("set/link/out.png", "beneath a link"), ("set/hard.png", "a link, not a file"),
                ("set/pipe", "a named pipe, not a file"), ("set/device", "a device, not a file"), ("set/empty.png", "empty file"),
            ],
            extracted.Quarantine.Select(q => (q.Path, q.Reason)));
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Theory]
    [InlineData(0xA1FF, "a link, not a file")]
    [InlineData(0x11FF, "not a file")]
    [InlineData(0x21FF, "not a file")]
    public void Extract_SpecialZipEntry_Refused(int mode, string reason)
    {
        File.WriteAllBytes(_folder.In("a.zip"), ArchiveFiles.Zip(mode, [("set/special", "/etc/passwd"u8.ToArray())]));
        Assert.Equal(reason, Assert.Single(Extract("a.zip").Quarantine).Reason);
    }

    [Fact]
    public void Extract_EncryptedEntry_RefusedAndTheRestGoesOn()
    {
        var archive = ArchiveFiles.Zip(("1.png", Content), ("2.png", Content));
        // The first bit of the flags, in the local header and in the directory.
        archive[6] |= 1;
        archive[archive.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        File.WriteAllBytes(_folder.In("a.zip"), archive);
        var extracted = Extract("a.zip");
        Assert.Equal(["2.png"], Files(extracted.Folder));
        Assert.Equal(new Quarantined("1.png", "encrypted"), Assert.Single(extracted.Quarantine));
    }

    [Fact]
    public void Extract_NamesTakenTwice_TheFirstStays()
    {
        Write("a.zip", ("a/1.png", Content), ("a/1.png", [1]), ("A/1.PNG", [2]), ("a", [3]), ("a/1.png/x", [4]), ("b", Content));
        var extracted = Extract("a.zip");
        Assert.Equal(["a/1.png", "b"], Files(extracted.Folder));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(extracted.Folder, "a", "1.png")));
        Assert.Equal(
            ["the same name as an earlier entry", "the same name as an earlier entry", "the same name as a folder", "beneath an entry that is not a folder"],
            extracted.Quarantine.Select(q => q.Reason));
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    public void Extract_EntryBeyondItsLimit_LeftOut(string name)
    {
        Write(name, ("1.png", new byte[1000]), ("2.png", new byte[1001]));
        var extracted = Extract(name, new ArchiveLimits { MaxEntryBytes = 1000 });
        Assert.Equal(["1.png"], Files(extracted.Folder));
        Assert.Equal(new Quarantined("2.png", "more than the limit of 1,000 bytes"), Assert.Single(extracted.Quarantine));
    }

    [Theory]
    [InlineData("a.zip", 2500, 10, "2,500 bytes")]
    [InlineData("a.tar.gz", 2500, 10, "2,500 bytes")]
    [InlineData("a.zip", 10_000, 2, "2 entries")]
    [InlineData("a.tar.gz", 10_000, 2, "2 entries")]
    public void Extract_ArchiveBeyondItsLimits_RefusedAndNothingLeft(string name, long bytes, int entries, string what)
    {
        Write(name, ("1.png", new byte[1000]), ("2.png", new byte[1000]), ("3.png", new byte[1000]));
        Assert.Contains(what, Refusal(name, new ArchiveLimits { MaxBytes = bytes, MaxEntries = entries }));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.In("cache", "archives")));
    }

    [Fact]
    public void Extract_ZipBomb_EntryLeftOut()
    {
        Write("a.zip", ("bomb.png", new byte[20 << 20]), ("noise.png", TestImages.Draw(0, 512, 1)));
        var extracted = Extract("a.zip");
        Assert.Equal(["noise.png"], Files(extracted.Folder));
        Assert.Contains("more than 200 times its packed size", Assert.Single(extracted.Quarantine).Reason);
    }

    // The entry's claim of its packed size is a lie, the archive's size is not.
    [Theory]
    [InlineData("a.tar.gz")]
    [InlineData("a.zip")]
    public void Extract_BombAsAWhole_Refused(string name)
    {
        Write(name, [.. Enumerable.Range(0, 3).Select(i => ($"{i}.png", new byte[10 << 20]))]);
        Assert.Contains("more than 200 times", Refusal(name));
    }

    [Fact]
    public void Extract_ZipThatClaimsLess_Damaged()
    {
        var archive = ArchiveFiles.Zip(("1.png", TestImages.Draw(0, 32, 1)), ("2.png", Content));
        foreach (var (signature, at) in new[] { ("PK\x03\x04", 22), ("PK\x01\x02", 24) })
            BitConverter.TryWriteBytes(archive.AsSpan(archive.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(signature)) + at), 100);
        File.WriteAllBytes(_folder.In("a.zip"), archive);
        var extracted = Extract("a.zip");
        Assert.Equal(["2.png"], Files(extracted.Folder));
        Assert.Contains("damaged", Assert.Single(extracted.Quarantine).Reason);
    }

    [Fact]
    public void Extract_TarHeaderThatClaimsGigabytes_RefusedWithoutReservingThem()
    {
        var archive = ArchiveFiles.Tar(new PaxTarEntry(TarEntryType.RegularFile, "a/" + new string('x', 200)) { DataStream = new MemoryStream(Content) });
        Assert.Equal((byte)'x', archive[156]);
        "17777777777"u8.CopyTo(archive.AsSpan(124));
        var sum = archive.Take(512).Where((_, i) => i is < 148 or >= 156).Sum(b => b) + 8 * ' ';
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(archive, 148);
        File.WriteAllBytes(_folder.In("a.tar"), archive);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("2,147,483,647 bytes", Refusal("a.tar"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Extract_Again_ReusesWhatLiesThere()
    {
        Write("a.zip", ("set/1.png", Content), ("../out.png", Content));
        var first = Extract("a.zip");
        var written = File.GetLastWriteTimeUtc(Path.Combine(first.Folder, "1.png"));
        File.Copy(_folder.In("a.zip"), _folder.In("copy.zip"));
        var second = Extract("copy.zip");
        Assert.Equal(first.Folder, second.Folder);
        Assert.Equal(first.Quarantine, second.Quarantine);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(second.Folder, "1.png")));
    }

    [Fact]
    public void Extract_CacheTamperedWith_UnpackedAgain()
    {
        Write("a.zip", ("set/1.png", Content), ("set/2.png", Content));
        var folder = Extract("a.zip").Folder;
        File.Delete(Path.Combine(folder, "1.png"));
        Assert.Equal(["1.png", "2.png"], Files(Extract("a.zip").Folder));
        File.WriteAllText(Path.Combine(folder, "..", "..", "unpacked.json"), "{");
        Assert.Equal(["1.png", "2.png"], Files(Extract("a.zip").Folder));
        Assert.Single(Directory.GetFileSystemEntries(_folder.In("cache", "archives")));
    }

    [Fact]
    public void Extract_ManyAtOnce_OneFolderAndAllSeeIt()
    {
        Write("a.zip", [.. Enumerable.Range(0, 50).Select(i => ($"set/{i:D2}.png", TestImages.Draw(0, 64, (ulong)i)))]);
        var all = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Extract("a.zip")).ToList();
        Assert.Single(all.Select(e => e.Folder).Distinct());
        Assert.Equal(50, Files(all[0].Folder).Count());
        Assert.Single(Directory.GetFileSystemEntries(_folder.In("cache", "archives")));
    }

    [Fact]
    public void Extract_CacheCannotBeWritten_NoSpaceWithRemedy()
    {
        Write("a.zip", ("1.png", Content));
        File.WriteAllText(_folder.In("cache"), "");
        var e = Assert.Throws<UserException>(() => Extract("a.zip"));
        Assert.Equal(ExitCode.NoSpace, e.ExitCode);
        Assert.Contains("EQUIPOISE_CACHE", e.Remedy);
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    public void Extract_Truncated_Refused(string name)
    {
        Write(name, ("set/1.png", TestImages.Draw(0, 32, 1)), ("set/2.png", TestImages.Draw(1, 32, 1)));
        var whole = File.ReadAllBytes(_folder.In(name));
        // A tar ends with empty blocks, of which the first is enough.
        var needed = name == "a.tar" ? whole.Length - 1024 : whole.Length - 1;
        for (var length = 0; length < needed; length += 97)
        {
            File.WriteAllBytes(_folder.In(name), whole[..length]);
            Refusal(name);
        }
        Assert.Empty(Directory.Exists(_folder.In("cache", "archives")) ? Directory.GetFileSystemEntries(_folder.In("cache", "archives")) : []);
    }

    [Fact]
    public void Recognises_Paths_ByNameAndContent()
    {
        var zip = ArchiveFiles.Zip(("a", Content));
        File.WriteAllBytes(_folder.In("a.npz"), zip);
        File.WriteAllBytes(_folder.In("a.docx"), zip);
        File.WriteAllBytes(_folder.In("A.ZIP"), zip);
        File.WriteAllBytes(_folder.In("gzip-of-text.tar.gz"), ArrayFiles.GZip(Content));
        File.WriteAllText(_folder.In("text.zip"), "text");
        Directory.CreateDirectory(_folder.In("folder.zip"));
        Assert.Equal(["A.ZIP"], Directory.GetFileSystemEntries(_folder.Path).Where(Archive.Recognises).Select(Path.GetFileName));
    }

    private void Write(string name, params (string Name, byte[] Content)[] entries)
    {
        using var file = File.Create(_folder.In(name));
        if (name.EndsWith(".zip", StringComparison.Ordinal))
            file.Write(ArchiveFiles.Zip(entries));
        else
        {
            var tar = ArchiveFiles.Tar(entries.Select(e => ArchiveFiles.TarFile(e.Name, e.Content)));
            file.Write(name.EndsWith(".tar", StringComparison.Ordinal) ? tar : ArrayFiles.GZip(tar));
        }
    }

    private ExtractedArchive Extract(string name, ArchiveLimits? limits = null) =>
        Archive.Extract(_folder.In(name), limits ?? new ArchiveLimits(), _folder.In("cache"), Silence.Instance);

    private string Refusal(string name, ArchiveLimits? limits = null)
    {
        var e = Assert.Throws<UserException>(() => Extract(name, limits));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
