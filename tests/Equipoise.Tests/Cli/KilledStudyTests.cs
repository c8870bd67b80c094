using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

/// <summary>Real processes on one study: killed at random moments, and side by side.</summary>
[Collection(TrainingTests.Name)]
public sealed class KilledStudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KilledStudyTests() => TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Killed_ResultsOfAStraightRun() => KillUntilDone(kills: 1, new Seed(1));

    [Fact]
    public void Run_KilledOften_ResultsOfAStraightRun()
    {
        LongTests.Require();
        KillUntilDone(kills: 30, new Seed(2));
    }

    [Fact]
    public void Run_TwoProcesses_EachCellOnceAndTheResultsOfOne()
    {
        Assert.Equal(0, Finish(Start("one")));
        var both = new[] { Start("two"), Start("two") };
        Assert.All(both, p => Assert.Equal(0, Finish(p)));
        Assert.Equal(Results("one"), Results("two"));
        string[] finished = [.. File.ReadLines(_folder.In("two", "log.jsonl")).Where(l => l.Contains("cell-finished"))];
        Assert.Equal(6, finished.Length);
        Assert.Equal(6, finished.Select(l => l[l.IndexOf("about", StringComparison.Ordinal)..l.IndexOf("process", StringComparison.Ordinal)]).Distinct().Count());
    }

    [Fact]
    public void Run_Terminated_75WithinTenSecondsAndNoClaimStays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are Linux's here.");
        using var process = Start("stopped", "--set", "generator.epochs=4000");
        while (!Directory.Exists(_folder.In("stopped", "generators")) && !process.HasExited)
            Thread.Sleep(50);
        Thread.Sleep(1500);
        var clock = Stopwatch.StartNew();
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        Assert.Equal(75, Finish(process));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), clock.Elapsed.ToString());
        Assert.Empty(Directory.GetFiles(_folder.In("stopped"), "claim*", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.GetFiles(_folder.In("stopped"), "step-*.safetensors", SearchOption.AllDirectories));
    }

    private void KillUntilDone(int kills, Seed seed)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Finish(Start("straight")));
        var longest = clock.ElapsedMilliseconds / 2.0;
        var random = seed.Random();
        for (var (run, killed) = (0, 0); killed < kills; run++, longest *= 0.8)
        {
            Assert.InRange(run, 0, 40);
            while (!Run($"killed-{run}", killed < kills ? (int)(longest * (0.2 + 0.8 * random.NextDouble())) : null))
                killed++;
            Assert.Equal(Results("straight"), Results($"killed-{run}"));
        }
    }

    private string Results(string run) => File.ReadAllText(_folder.In(run, "results.csv"));

    /// <returns>Whether it came to its end.</returns>
    private bool Run(string output, int? killAfter)
    {
        using var process = Start(output);
        if (killAfter is { } time && !process.WaitForExit(time))
        {
            process.Kill();
            process.WaitForExit();
            return false;
        }
        Assert.Equal(0, Finish(process));
        return true;
    }

    private Process Start(string output, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [
        Path.Combine(AppContext.BaseDirectory, "Equipoise.Cli.dll"), "study", "run", "phantom", "--data", _folder.In("images"), "--out", _folder.In(output),
        "--threads", "1", "--precision", "fp32", "--set", "resolution=32", "--seeds", "0,1", "--set", "arms=[\"none\",\"dcgan\",\"dcgan+standard\"]",
        "--set", "classifier.epochs=4", "--set", "evaluateIn=pixels", "--set", "fractions=[1]", "--set", "synthesis.rule=balance", "--set", "synthesis.amount=1", "--set", """generator={"latentSize":8,"batchSize":6,"epochs":6,"dcgan":{"maxWidth":64}}""", .. more])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static int Finish(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit();
            Assert.True(process.ExitCode is 0 or 75, $"{output.Result}{error.Result}");
            return process.ExitCode;
        }
    }
}
