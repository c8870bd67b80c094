using System.Diagnostics;
using Equipoise.Common;
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
    public void Train_KilledAFewTimes_WeightsOfAStraightRun() => KillUntilDone("dcgan", kills: 4, new Seed(1));

    // With 10 generators 60 kills.
    [Fact]
    public void Train_EveryGeneratorKilledOften_WeightsOfAStraightRun()
    {
        LongTests.Require();
        foreach (var gan in TinyGenerators.ThatLearn)
            KillUntilDone(gan, kills: 6, new Seed(2).For(gan));
    }

    // At random moments, from before the first step. A run that was too fast to be killed so often must have ended well too, and
    // the next is killed sooner.
    private void KillUntilDone(string gan, int kills, Seed seed)
    {
        var clock = Stopwatch.StartNew();
        Assert.True(Run(gan, $"{gan}-straight", killAfter: null));
        var longest = clock.ElapsedMilliseconds / 2.0;
        var random = seed.Random();
        for (var (run, killed) = (0, 0); killed < kills; run++, longest *= 0.7)
        {
            Assert.InRange(run, 0, 20);
            var output = $"{gan}-{run}";
            while (!Run(gan, output, killed < kills ? (int)(longest * random.NextDouble()) : null))
                killed++;
            foreach (var file in new[] { "weights.safetensors", "networks.safetensors", "losses.jsonl" })
                Assert.Equal(Hash($"{gan}-straight", file), Hash(output, file));
        }
    }

    private string Hash(string run, string file) => ContentHash.Of(File.ReadAllBytes(_folder.In(run, "generator", file))).Hex;

    /// <returns>Whether it came to its end.</returns>
    private bool Run(string gan, string output, int? killAfter)
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
            return false;
        }
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return true;
    }
}
