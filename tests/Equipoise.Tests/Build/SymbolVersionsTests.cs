using System.Buffers.Binary;
using Equipoise.Build;

namespace Equipoise.Tests.Build;

public class SymbolVersionsTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void Hash_GlibcxxVersion_IsWhatTheLinkerWrites() => Assert.Equal(0x0297f842u, SymbolVersions.Hash(Version));

    [Fact]
    public void Weaken_VersionDemanded_SetsItsFlagAndNothingElse()
    {
        byte[] before = VersionNeedsElf.Of(["GLIBCXX_3.4.30", Version, "GLIBCXX_3.4.29"]), after = [.. before];
        Assert.Equal(1, SymbolVersions.Weaken(after, Version));
        Assert.Equal([VersionNeedsElf.FlagsOf(1)], Differences(before, after));
        Assert.Equal(2, after[VersionNeedsElf.FlagsOf(1)]);
    }

    [Fact]
    public void Weaken_VersionDemandedOfASecondLibrary_IsFound()
    {
        byte[] file = VersionNeedsElf.Of(["GLIBC_2.34"], ["GLIBCXX_3.4.30", Version]);
        Assert.Equal(1, SymbolVersions.Weaken(file, Version));
    }

    [Fact]
    public void Weaken_VersionNotDemanded_ChangesNothing() => Unchanged(VersionNeedsElf.Of(["GLIBC_2.34", "GLIBCXX_3.4.30"]));

    [Fact]
    public void Weaken_AlreadyWeak_ChangesNothing() => Unchanged(VersionNeedsElf.Of(["GLIBC_2.34", $"?{Version}"]));

    [Theory]
    [InlineData(0, 'M')]    // not ELF
    [InlineData(4, 1)]      // 32 bit
    [InlineData(5, 2)]      // big endian
    public void Weaken_AnotherFormat_ChangesNothing(int offset, int value)
    {
        byte[] file = VersionNeedsElf.Of([Version]);
        file[offset] = (byte)value;
        Unchanged(file);
    }

    [Fact]
    public void Weaken_Truncated_ChangesNothing()
    {
        byte[] file = VersionNeedsElf.Of(["GLIBC_2.34"], [Version]);
        for (int length = 0; length < file.Length - 0x20; length++) Unchanged(file[..length]);
    }

    [Fact]
    public void Weaken_DamagedAnywhere_NeitherThrowsNorHangsNorTouchesMoreThanFlags()
    {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] before = VersionNeedsElf.Of(["GLIBC_2.34", Version], [Version]);
            for (int i = random.Next(1, 8); i > 0; i--) before[random.Next(6, before.Length)] = (byte)(random.Next(2) * random.Next(256));
            byte[] after = [.. before];
            int changed = SymbolVersions.Weaken(after, Version);
            Assert.Equal(changed, Differences(before, after).Count);
            Assert.All(Differences(before, after), i => Assert.Equal(2, before[i] ^ after[i]));
        }
    }

    [Fact]
    public void Weaken_OutermostOffsets_DoNotOverflow()
    {
        foreach (int offset in new[] { 0x28, VersionNeedsElf.Of([Version]).Length - 0x28, VersionNeedsElf.Of([Version]).Length - 0x20 })
            foreach (byte high in new byte[] { 0x7f, 0xff })
            {
                byte[] file = VersionNeedsElf.Of([Version]);
                file.AsSpan(offset, 7).Fill(0xff);
                file[offset + 7] = high;
                Unchanged(file);
            }
    }

    [Fact]
    public void Weaken_SectionThatOverrunsTheFile_ChangesNothing()
    {
        byte[] file = VersionNeedsElf.Of([Version]);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(file.Length - 0x20), file.Length);   // its size
        Unchanged(file);
    }

    [Fact]
    public void Build_LibraryInTheOutput_DiffersFromThePackagesInOneFlag()
    {
        string output = Path.Combine(AppContext.BaseDirectory, "libtorch", "libLibTorchSharp.so");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(output), "only Linux builds hold the library");
        string package = PackagedLibrary();
        Assert.SkipUnless(File.Exists(package), "the package cache is elsewhere");

        byte[] built = File.ReadAllBytes(output), packaged = File.ReadAllBytes(package), patched = [.. packaged];
        Assert.Equal(1, SymbolVersions.Weaken(patched, Version));      // the package is as it was published
        Assert.Equal(2, packaged[Assert.Single(Differences(packaged, built))] ^ built[Differences(packaged, built)[0]]);
        Assert.Equal(patched, built);
        Unchanged(built);
    }

    [Fact]
    public void Weaken_PackagedLibraryTruncated_NeverThrows()
    {
        Assert.SkipUnless(File.Exists(PackagedLibrary()), "the package cache is elsewhere");
        byte[] file = File.ReadAllBytes(PackagedLibrary());
        for (int length = 0; length < file.Length; length += 9973) Unchanged(file[..length]);
    }

    private static string PackagedLibrary() => Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        "torchsharp", typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3),
        "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    private static List<int> Differences(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
    }

    private static void Unchanged(byte[] file)
    {
        byte[] after = [.. file];
        Assert.Equal(0, SymbolVersions.Weaken(after, Version));
        Assert.True(file.AsSpan().SequenceEqual(after));
    }
}
