using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

/// <summary>A run that was stopped and gone on with ends in the files of one that was not.</summary>
[Collection(TrainingTests.Name)]
public sealed class GeneratorResumeTests : IDisposable
{
    private const string Settings = """
        {"latentSize": 8, "batchSize": 6, "epochs": 4, "autoencoderEpochs": 2, "maxWidth": 64, "hiddenSize": 32, "labelSize": 8, "discriminatorSteps": 2,
         "measureEvery": 2, "best": "kernel-distance", "schedule": "linear", "augmentation": "diff-augment", "bagan": {"maxWidth": 128}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;

    // 17 images, 3 steps per epoch.
    public GeneratorResumeTests()
    {
        set_num_threads(1);
        _dataset = TestImages.Load(_folder, 32, 12, 5);
    }

    public static TheoryData<string> Names => [.. TinyGenerators.ThatLearn];

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    // In the middle of an epoch, at its end, in every phase; steps are counted in each phase anew.
    [Theory]
    [MemberData(nameof(Names))]
    public void Train_StoppedTwiceAndGoneOnWith_SameFilesAsAStraightRun(string gan)
    {
        foreach (var precision in TinyGenerators.Precisions(gan))
        {
            var compute = Compute.Set("cpu", precision, 1, Silence.Instance);
            Train($"straight-{precision}", gan, compute, []);
            Train($"stopped-{precision}", gan, compute, [2, 5, 3]);
            Assert.Equal(Files($"straight-{precision}"), Files($"stopped-{precision}"));
            Assert.False(Directory.Exists(_folder.In($"stopped-{precision}", "checkpoints")));
        }
    }

    [Fact]
    public void Train_NewestCheckpointDamaged_TheOneBeforeAndTheSameFiles()
    {
        var compute = Compute.Set("cpu", Precision.Fp32, 1, Silence.Instance);
        Train("straight", "dcgan", compute, []);
        Assert.Throws<OperationCanceledException>(() => Once("damaged", "dcgan", Settings, compute, stopAt: 4));
        Assert.Throws<OperationCanceledException>(() => Once("damaged", "dcgan", Settings, compute, stopAt: 5));
        var newest = Directory.GetFiles(_folder.In("damaged", "checkpoints"), "*.safetensors").Max()!;
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^10]);
        Once("damaged", "dcgan", Settings, compute, stopAt: null);
        Assert.Equal(Files("straight"), Files("damaged"));
    }

    [Fact]
    public void Train_OtherSettings_AnewAndNotFromTheCheckpoint()
    {
        var compute = Compute.Set("cpu", Precision.Fp32, 1, Silence.Instance);
        const string Other = """{"latentSize": 8, "batchSize": 6, "epochs": 2, "maxWidth": 64, "learningRate": 0.001}""";
        Once("fresh", "dcgan", Other, compute, stopAt: null);
        Assert.Throws<OperationCanceledException>(() => Once("changed", "dcgan", Settings, compute, stopAt: 5));
        Once("changed", "dcgan", Other, compute, stopAt: null);
        Assert.Equal(Files("fresh"), Files("changed"));
    }

    private void Train(string name, string gan, Compute compute, int[] stops)
    {
        foreach (var stop in stops)
            Assert.Throws<OperationCanceledException>(() => Once(name, gan, Settings, compute, stop));
        Once(name, gan, Settings, compute, stopAt: null);
    }

    private void Once(string name, string gan, string settings, Compute compute, int? stopAt)
    {
        using var stop = new CancellationTokenSource();
        new GeneratorRun(
            _folder.In(name), gan, GeneratorCatalog.Resolve(gan, JsonNode.Parse(settings)!.AsObject()), _dataset.All, _dataset.Preprocessing, compute, new Seed(1))
        {
            Progress = new StopAt(stopAt, stop),
        }.Train(stop.Token);
    }

    // All but times, which the card and the events hold.
    private string[] Files(string name) =>
    [
        .. new[] { "weights.safetensors", "networks.safetensors", "losses.jsonl", "trained-on.csv" }.Select(f => _folder.In(name, f))
            .Concat(Directory.GetFiles(_folder.In(name, "samples")).Order(StringComparer.Ordinal))
            .Select(f => $"{Path.GetFileName(f)} {ContentHash.Of(File.ReadAllBytes(f)).Hex}"),
    ];

    // Stops after so many steps of this process.
    private sealed class StopAt(int? steps, CancellationTokenSource stop) : IRunProgress, IStage
    {
        private int _steps;

        public IStage Begin(string name, long total) => this;

        public void Report(long done, string? detail = null)
        {
            if (++_steps == steps)
                stop.Cancel();
        }

        public void Warn(string message)
        {
        }

        public void Say(string message)
        {
        }

        public void Dispose()
        {
        }
    }
}
