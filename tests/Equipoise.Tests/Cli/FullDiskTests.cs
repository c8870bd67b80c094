using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

/// <summary>Studies on a disk that fills, that cannot be written, and whose images change under way.</summary>
[Collection(TrainingTests.Name)]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _mounted;

    public FullDiskTests() => TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);

    public void Dispose()
    {
        if (_mounted)
            Run("umount", _folder.In("disk"));
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_DiskFills_FourWithTheLastGoodStateAndGoesOnWithMoreSpace()
    {
        Mount("size=400k");
        var (code, _, error) = await Study();
        Assert.Equal((int)ExitCode.NoSpace, code);
        Assert.Contains("free space", error);
        Assert.True(File.Exists(_folder.In("disk", "study", "study.json")));
        Assert.Empty(Directory.GetFiles(_folder.In("disk"), "*.tmp", SearchOption.AllDirectories));
        Run("mount", "-o", "remount,size=100m", _folder.In("disk"));
        (code, _, error) = await Study();
        Assert.True(code == 0, error);
        Assert.Empty(Directory.GetFiles(_folder.In("disk"), "claim*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_FolderThatCannotBeWritten_FourAndNamesIt()
    {
        Mount("size=1m");
        Run("mount", "-o", "remount,ro", _folder.In("disk"));
        var (code, _, error) = await Study();
        Assert.Equal((int)ExitCode.NoSpace, code);
        Assert.Contains("disk", error);
    }

    [Fact]
    public async Task Run_ImageBecomesUnreadableBetweenTwoRuns_SaysThatTheImagesDiffer()
    {
        Assert.Equal(0, (await Study("arms=[\"none\"]")).Code);
        var image = Directory.GetFiles(_folder.In("images", "a"))[0];
        File.WriteAllBytes(image, File.ReadAllBytes(image)[..40]);
        var (code, _, error) = await Study("arms=[\"none\"]");
        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Contains("the images themselves", error);
        Assert.Contains(Path.GetFileName(image), error);
    }

    private Task<(int Code, string Output, string Error)> Study(params string[] settings) => CliRun.Of([
        "study", "run", "phantom", "--data", _folder.In("images"), "--out", _folder.In("disk", "study"), "--precision", "fp32",
        "--set", "resolution=32", "--set", "arms=[\"none\",\"dcgan\"]", "--set", "fractions=[1]", "--set", "classifier.epochs=1", "--set", "evaluateIn=pixels",
        "--set", """generator={"latentSize":8,"batchSize":6,"epochs":2,"dcgan":{"maxWidth":64}}""", .. settings.SelectMany(s => new[] { "--set", s })]);

    private void Mount(string options)
    {
        Directory.CreateDirectory(_folder.In("disk"));
        _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _folder.In("disk")) == 0;
        Assert.SkipUnless(_mounted, "A file system of limited size cannot be mounted here.");
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
