using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Generators;
using Equipoise.Generators.Monitoring;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

public sealed class GeneratorTrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;

    // 4 steps per epoch.
    public GeneratorTrainerTests() => _dataset = TestImages.Load(_folder, 32, 8, 8);

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-2e5)]
    public void Run_LossNotSane_StopsAtThatStepWithTheLastGoodState(double loss)
    {
        using var gan = new FakeGan(epochs: 3) { Losses = (step, _) => new StepLosses { ["generator"] = step == 6 ? loss : 1 } };
        var e = Assert.Throws<DivergedException>(() => Run(gan, "{}"));
        Assert.Equal((ExitCode.Diverged, 7, 4.0), (e.ExitCode, gan.Steps, gan.Weight));
        Assert.Contains("at step 6 (generator", e.What);
        using var kept = Checkpoints().LoadNewest();
        Assert.Equal((4, 4f), (kept!.Now.Progress.Step, kept.Now.State["weight"].item<float>()));
    }

    [Fact]
    public void Run_Rollback_BackToTheEpochsStartWithHalfTheRate()
    {
        using var gan = new FakeGan(epochs: 3) { Losses = (step, _) => new StepLosses { ["generator"] = step == 6 ? double.NaN : 1 } };
        var epochs = new List<TrainingEpoch>();
        var end = Run(gan, """{"onDivergence": "rollback"}""", epochs.Add);
        // 4 whole steps, 3 taken back, then 8 at half the rate.
        Assert.Equal((4 + 3 + 8, 4 + 8 * 0.5, 1), (gan.Steps, gan.Weight, end.Rollbacks));
        Assert.Equal([1, 2, 3], epochs.Select(e => e.Epoch));
        Assert.Equal([1, 0.5, 0.5], epochs.Select(e => e.LearningRateFactor));
    }

    [Fact]
    public void Run_AlwaysDiverges_EndsAfterTheLastRollback()
    {
        using var gan = new FakeGan { Losses = (_, _) => new StepLosses { ["generator"] = double.NaN } };
        Assert.Throws<DivergedException>(() => Run(gan, """{"onDivergence": "rollback", "maximumRollbacks": 3}"""));
        Assert.Equal(4, gan.Steps);
    }

    [Fact]
    public void Run_FiniteLossesButWeightsAreNot_Diverged()
    {
        using var gan = new FakeGan { Losses = (_, _) => new StepLosses { ["generator"] = 1 } };
        Assert.Throws<DivergedException>(() => Run(gan, "{}", factor: double.NaN));
    }

    [Fact]
    public void Run_LinearSchedule_FallsInTheSecondHalf()
    {
        using var gan = new FakeGan(epochs: 2);
        Run(gan, """{"schedule": "linear"}""");
        Assert.Equal([1, 1, 1, 1, 1, 0.75, 0.5, 0.25], gan.Factors);
    }

    [Fact]
    public void Run_EndOfEachEpoch_AllImagesHandedOverBeforeSamplesAreLookedAt()
    {
        var told = new List<string>();
        using var gan = new FakeGan(epochs: 2) { EndEpoch = batches => told.Add(string.Join(" ", batches.SelectMany(Labels))) };
        Run(gan, "{}", e => told.Add($"epoch {e.Epoch}"));
        var all = string.Join(" ", _dataset.All.Labels);
        Assert.Equal([all, "epoch 1", all, "epoch 2"], told);

        static long[] Labels(Batch batch)
        {
            using (batch)
                return [.. batch.Labels.data<long>()];
        }
    }

    // Samples are bright by the weight: the longer it trains, the further from the images, which are dark.
    [Fact]
    public void Run_BestByDistance_WeightsOfThatEpochAndAnEarlyEnd()
    {
        var best = 3;
        Tensor Sample(Tensor labels, Tensor noise, double weight) => rand([labels.shape[0], 1, 32, 32]) * 0.4 - 1 + Math.Abs(weight - 4 * best) / 5;
        FakeGan? gan = null;
        using var made = gan = new FakeGan((labels, noise) => Sample(labels, noise, gan!.Weight), epochs: 9);
        var epochs = new List<TrainingEpoch>();
        var end = Run(gan, """{"measureEvery": 1, "best": "kernel-distance", "patience": 2}""", epochs.Add, monitored: true);
        Assert.Equal((best, true, 4.0 * best), (end.Best.BestEpoch, end.EndedEarly, gan.Weight));
        Assert.Equal([1, 2, 3, 4, 5], epochs.Select(e => e.Epoch));
        Assert.All(epochs, e => Assert.NotNull(e.Samples));
    }

    [Fact]
    public void Run_SamplesAllAlike_WarnsByClass()
    {
        using var gan = new FakeGan((labels, _) => zeros(labels.shape[0], 1, 32, 32));
        var told = new Told();
        Run(gan, """{"measureEvery": 1}""", progress: told, monitored: true);
        Assert.Equal(2, told.Warnings.Count(w => w.Contains("collapsed in class", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_StoppedAndGoneOnWith_AsIfNeverStopped()
    {
        using var straight = new FakeGan(epochs: 3);
        var expected = new List<TrainingEpoch>();
        Run(straight, "{}", expected.Add);

        using var stop = new CancellationTokenSource();
        using var first = new FakeGan(epochs: 3) { Losses = (step, w) => { if (step == 5) stop.Cancel(); return new StepLosses { ["generator"] = w }; } };
        var epochs = new List<TrainingEpoch>();
        Assert.Throws<OperationCanceledException>(() => Run(first, "{}", epochs.Add, stop: stop.Token));
        using var second = new FakeGan(epochs: 3);
        using var from = Checkpoints().LoadNewest();
        Assert.Equal(6, from!.Now.Progress.Step);
        Run(second, "{}", epochs.Add, from: from);
        Assert.Equal((6, straight.Weight), (second.Steps, second.Weight));
        Assert.Equal(expected.Select(e => (e.Epoch, e.Losses["generator"])), epochs.Select(e => (e.Epoch, e.Losses["generator"])));
    }

    private GeneratorProgress Run(
        FakeGan gan, string settings, Action<TrainingEpoch>? observe = null, bool monitored = false, GeneratorSnapshots? from = null,
        IRunProgress? progress = null, double factor = 1, CancellationToken stop = default)
    {
        var spec = GeneratorCatalog.Resolve("dcgan", JsonNode.Parse(settings)!.AsObject()) with { BatchSize = 4 };
        using var monitor = monitored ? new SampleMonitor(_dataset.All, new PixelFeatures(new FeatureContext(1, CPU)), 8, spec.LatentSize, CPU, new Seed(1)) : null;
        IGan trained = double.IsNaN(factor) ? new Poisoned(gan) : gan;
        using var trainer = new GeneratorTrainer(trained, spec, _dataset.All, CPU, new Seed(1))
        {
            Observer = new Recorder(observe ?? (_ => { })),
            Monitor = monitor,
            Checkpoints = Checkpoints(),
            Progress = progress ?? Silence.Instance,
        };
        return trainer.Run(from, stop);
    }

    private GeneratorCheckpoints Checkpoints() => new(_folder.In("checkpoints"), "this", new Dictionary<string, string>(), Silence.Instance);

    private sealed class Recorder(Action<TrainingEpoch> observe) : IGeneratorObserver
    {
        public void EpochEnded(TrainingEpoch epoch, IGenerator generator) => observe(epoch);
    }

    private sealed class Told : IRunProgress
    {
        public List<string> Warnings { get; } = [];

        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string message) => Warnings.Add(message);

        public void Say(string message)
        {
        }
    }

    // Its steps report fine losses and leave a weight that is not a number.
    private sealed class Poisoned(FakeGan gan) : IGan
    {
        public IReadOnlyList<GeneratorPhase> Phases => [new("adversarial", 2, Step)];

        public IReadOnlyDictionary<string, nn.Module> Networks => gan.Networks;

        public StepLosses Step(Batch real, Seed seed)
        {
            gan.ScaleLearningRates(double.NaN);
            return gan.Step(real, seed);
        }

        public Tensor Sample(Tensor labels, Tensor noise) => gan.Sample(labels, noise);

        public Tensor Decode(Tensor labels, Tensor noise) => gan.Decode(labels, noise);

        public Tensor Realness(Tensor images, Tensor labels) => gan.Realness(images, labels);

        public void ScaleLearningRates(double factor)
        {
        }

        public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => gan.GeneratorWeights();

        public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => gan.LoadGeneratorWeights(weights);

        public IReadOnlyDictionary<string, Tensor> State() => gan.State();

        public void LoadState(IReadOnlyDictionary<string, Tensor> state) => gan.LoadState(state);

        public void Dispose() => gan.Dispose();
    }
}
