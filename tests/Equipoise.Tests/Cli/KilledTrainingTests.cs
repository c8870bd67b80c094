using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Cli;

/// <summary>Real processes, killed at random moments: the same command goes on until the end, to the bytes of a straight run.</summary>
[Collection(TrainingTests.Name)]
public sealed class KilledTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public KilledTrainingTests() => TestImages.WriteFolder(_folder.In("images"), 32, 12, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_KilledAFewTimes_WeightsOfAStraightRun() => Assert.True(KillUntilDone("dcgan", atLeast: 4, new Seed(1)) >= 4);

    // With 9 GANs at least 54 kills.
    [Fact]
    public void Train_EveryGanKilledOften_WeightsOfAStraightRun()
    {
        LongTests.Require();
        Assert.True(GanCatalog.All.Names.Sum(gan => KillUntilDone(gan, atLeast: 6, new Seed(2).For(gan))) >= 50);
    }

    /// <returns>How often a process was killed before it was done.</returns>
    private int KillUntilDone(string gan, int atLeast, Seed seed)
    {
        var straight = Stopwatch.StartNew();
        Assert.Equal(0, Run(gan, $"{gan}-straight", killAfter: null));
        var milliseconds = (int)straight.ElapsedMilliseconds;
        var random = seed.Random();
        var kills = 0;
        // At first too early to get far, or to do any step; then ever later, so that it ends.
        while (kills < 60)
        {
            var after = milliseconds * (0.15 + 1.2 / atLeast * random.NextDouble()) * (kills < atLeast ? 1 : 1.5 + 0.3 * (kills - atLeast));
            if (Run(gan, $"{gan}-killed", (int)after) == 0)
                break;
            kills++;
        }
        Assert.InRange(kills, atLeast, 59);
        foreach (var file in new[] { "weights.safetensors", "networks.safetensors", "losses.jsonl" })
            Assert.Equal(Hash($"{gan}-straight", file), Hash($"{gan}-killed", file));
        return kills;
    }

    private string Hash(string run, string file) => ContentHash.Of(File.ReadAllBytes(_folder.In(run, "generator", file))).Hex;

    private int? Run(string gan, string output, int? killAfter)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Equipoise.Cli.dll"), "train", gan, "--data", _folder.In("images"), "--out", _folder.In(output),
            "--all", "--threads", "1", "--checkpoint-every", "0", "--set", "resolution=32", "--set",
            """generator={"latentSize":8,"batchSize":6,"epochs":20,"autoencoderEpochs":5,"maxWidth":64,"hiddenSize":32,"labelSize":8,"bagan":{"maxWidth":128,"epochs":5,"autoencoderEpochs":2}}"""])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        if (killAfter is { } time && !process.WaitForExit(time))
        {
            process.Kill();
            process.WaitForExit();
            return null;
        }
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return 0;
    }
}
