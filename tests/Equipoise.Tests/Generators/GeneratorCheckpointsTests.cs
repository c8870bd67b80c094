using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

public sealed class GeneratorCheckpointsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThreeTimes_TheNewestTwoStay()
    {
        foreach (var step in new[] { 5, 10, 1000 })
            Save(step);
        Assert.Equal(
            ["step-000000000010.json", "step-000000000010.safetensors", "step-000000001000.json", "step-000000001000.safetensors"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(1000, NewestStep());
    }

    [Fact]
    public void LoadNewest_EverythingSaved_ComesBack()
    {
        var progress = new GeneratorProgress
        {
            Step = 7,
            Sums = new Dictionary<string, LossSum> { ["a"] = new(0.1 + 0.2, 3) },
            LearningRateFactor = 0.5,
            Rollbacks = 1,
            Best = new(0.25, 3, 1),
            Samples = new([0.1, null], [0.5, null]),
            Seconds = new Dictionary<string, double> { ["adversarial"] = 1.5 },
        };
        using (var now = Checkpoint(progress, 1))
        using (var good = Checkpoint(new GeneratorProgress { Step = 4 }, 2))
            Checkpoints().Save(new GeneratorSnapshots(now) { Good = good, Best = new() { ["w"] = ones(2) * 3 } });
        using var read = Checkpoints().LoadNewest()!;
        Assert.Equivalent(progress, read.Now.Progress, strict: true);
        Assert.Equal(0.1 + 0.2, read.Now.Progress.Sums["a"].Sum);
        Assert.Equal(4, read.Good!.Progress.Step);
        Assert.Equal([1f, 2f, 3f], new[] { read.Now.State["w"], read.Good.State["w"], read.Best!["w"] }.Select(t => t[1].item<float>()));
    }

    [Theory]
    [InlineData(".safetensors", "flip")]
    [InlineData(".safetensors", "cut")]
    [InlineData(".safetensors", "delete")]
    [InlineData(".json", "cut")]
    [InlineData(".json", "flip")]
    public void LoadNewest_NewestDamaged_TheOneBefore(string extension, string damage)
    {
        Save(1);
        Save(2);
        var path = _folder.In("step-000000000002" + extension);
        var bytes = File.ReadAllBytes(path);
        if (damage == "delete")
            File.Delete(path);
        else if (damage == "cut")
            File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        else
        {
            bytes[bytes.Length / 2] ^= 0x5f;
            File.WriteAllBytes(path, bytes);
        }
        var told = new List<string>();
        using var read = new GeneratorCheckpoints(_folder.Path, "this", new Dictionary<string, string>(), new Told(told)).LoadNewest();
        Assert.Equal(1, read!.Now.Progress.Step);
        Assert.Contains("damaged and passed over", Assert.Single(told));
    }

    [Fact]
    public void LoadNewest_AllDamaged_Null()
    {
        Save(1);
        File.WriteAllText(_folder.In("step-000000000001.json"), "null");
        Assert.Null(NewestStep());
    }

    [Fact]
    public void LoadNewest_OtherIdentity_Null()
    {
        Save(1);
        Assert.Null(new GeneratorCheckpoints(_folder.Path, "another", new Dictionary<string, string>(), Silence.Instance).LoadNewest());
    }

    [Fact]
    public void LoadNewest_OtherThreads_GoesOnAndSaysSo()
    {
        Save(1);
        var told = new List<string>();
        using var read = new GeneratorCheckpoints(_folder.Path, "this", new Dictionary<string, string> { ["Threads"] = "3" }, new Told(told)).LoadNewest();
        Assert.NotNull(read);
        Assert.Contains("Threads ? -> 3", Assert.Single(told));
    }

    [Fact]
    public void Clear_WithOtherFiles_TheyStay()
    {
        Save(1);
        File.WriteAllText(_folder.In("notes.txt"), "");
        Checkpoints().Clear();
        Assert.Equal(["notes.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private void Save(long step)
    {
        using var now = Checkpoint(new GeneratorProgress { Step = step }, step);
        Checkpoints().Save(new GeneratorSnapshots(now));
    }

    private long? NewestStep()
    {
        using var read = Checkpoints().LoadNewest();
        return read?.Now.Progress.Step;
    }

    private static GeneratorCheckpoint Checkpoint(GeneratorProgress progress, double value) => new(progress, new() { ["w"] = ones(2).mul_(value) });

    private GeneratorCheckpoints Checkpoints() => new(_folder.Path, "this", new Dictionary<string, string>(), Silence.Instance);

    private sealed class Told(List<string> messages) : IRunProgress
    {
        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string message) => messages.Add(message);

        public void Say(string message) => messages.Add(message);
    }
}
