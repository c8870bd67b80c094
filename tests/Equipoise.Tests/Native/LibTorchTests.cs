using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Native;
using TorchSharp;

namespace Equipoise.Tests.Native;

public sealed class LibTorchTests : IDisposable
{
    private readonly DirectoryInfo _lib = Directory.CreateTempSubdirectory("equipoise-lib-");

    public void Dispose() => _lib.Delete(recursive: true);

    [Fact]
    public void Load_Packaged_DescribesTheFilesInUse()
    {
        LibTorchInfo info = LibTorch.Load();
        Assert.Equal("2.10", info.Version[..4]);
        Assert.All(info.Files, file => Assert.True(File.Exists(file), file));
        Assert.Single(info.Files, file => Path.GetFileName(file) == LibTorchFolder.FileName("torch_cpu"));
        Assert.Same(info, LibTorch.Load());
    }

    [Fact]
    public void TorchSharp_Used_LoadsNoSecondLibtorch()
    {
        using torch.Tensor ones = torch.ones(2);
        Assert.Equal(2f, ones.sum().item<float>());
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells what is loaded");
        Assert.Single(MappedLibraries.Read(), file => Path.GetFileName(file).StartsWith("libtorch_cpu", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }

    [Fact]
    public void TorchSharp_UsedWithoutLoad_WorksAllTheSame()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux builds give libtorch a folder of its own");
        // In a process of its own, since any other test may have called Load here.
        (int exitCode, string output, _) = Run("Equipoise.Tests", null, "-method", $"*.{nameof(TorchSharp_Used_LoadsNoSecondLibtorch)}");
        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 1,", output);
    }

    [Fact]
    public void Handle_Names_ResolveToTheLoadedLibraries()
    {
        Assert.NotEqual(0, LibTorch.Handle("torch_cpu"));
        Assert.NotEqual(0, LibTorch.Handle("c10"));
        Assert.NotEqual(LibTorch.Handle("torch_cpu"), LibTorch.Handle("c10"));
        Assert.Equal(0, LibTorch.Handle("SkiaSharp"));
    }

    [Fact]
    public void Parse_Maps_KeepsEachFileOnceWithSpaces() => Assert.Equal(["/a b/libtorch_cpu.so", "/x/libc10.so"], MappedLibraries.Parse(
    [
        "7f00-7f01 r--p 00000000 fe:00 12 /x/libc10.so",
        "7f01-7f02 r-xp 00001000 fe:00 12 /x/libc10.so",
        "7f02-7f03 r-xp 00000000 fe:00 13 /a b/libtorch_cpu.so",
        "7f03-7f04 r-xp 00000000 fe:00 14 /x/libc.so.6",
        "7f04-7f05 rw-p 00000000 00:00 0 [heap]",
    ]));

    [Fact]
    public void Program_AnotherLibtorch_UsesThatOneAlone()
    {
        // A copy, not a link: the loader tells files apart by what they are, not by their names. libc10 will do.
        foreach (string file in PackagedFiles()) File.CreateSymbolicLink(InLib(file), file);
        File.Delete(InLib("libc10.so"));
        File.Copy(PackagedFiles().Single(file => Path.GetFileName(file) == "libc10.so"), InLib("libc10.so"));

        (int exitCode, string output, string error) = Run("Equipoise.Cli", _lib.FullName, "doctor");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(_lib.FullName, output);
        Assert.Contains(InLib("libc10.so"), output);
        Assert.DoesNotContain(Path.Combine(AppContext.BaseDirectory, "libtorch", "libc10.so"), output);
    }

    [Fact]
    public void Program_LibrariesThatAreNone_EndsWithAPlainMessage()
    {
        foreach (string name in new[] { "c10", "torch_cpu", "torch" })
            File.WriteAllText(InLib(LibTorchFolder.FileName(name)), "not a library");
        Refused("cannot be loaded");
    }

    [Fact]
    public void Program_LibrariesOfAnotherInterface_EndsWithAPlainMessage()
    {
        // Valid libraries all, but none of them libtorch.
        foreach (string name in new[] { "c10", "torch_cpu", "torch" })
            File.Copy(PackagedFiles().Single(file => Path.GetFileName(file).Contains("gomp")), InLib(LibTorchFolder.FileName(name)));
        Refused("holds an older version");
    }

    [Fact]
    public void Program_FolderThatDoesNotExist_EndsWithAPlainMessage()
    {
        (int exitCode, string output, _) = Run("Equipoise.Cli", InLib("nowhere"), "doctor");
        Assert.Equal((int)ExitCode.Usage, exitCode);
        Assert.Contains("does not exist", output);
    }

    private void Refused(string why)
    {
        (int exitCode, string output, string error) = Run("Equipoise.Cli", _lib.FullName, "doctor");
        Assert.Equal((int)ExitCode.Usage, exitCode);
        Assert.Contains($"EQUIPOISE_LIBTORCH names '{_lib.FullName}'", output);
        Assert.Contains(why, output);
        Assert.DoesNotContain("   at ", output + error);
    }

    private string InLib(string file) => Path.Combine(_lib.FullName, Path.GetFileName(file));

    private static string[] PackagedFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux builds give libtorch a folder of its own");
        return [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "libtorch")).Where(file => !file.Contains("LibTorchSharp"))];
    }

    private static (int ExitCode, string Output, string Error) Run(string program, string? libtorch, params string[] arguments)
    {
        string file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{program}.exe" : program);
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[LibTorch.Variable] = libtorch;
        start.Environment[LibTorchForTests.Forget] = "1";
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
