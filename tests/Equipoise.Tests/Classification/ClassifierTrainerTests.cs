using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Statistics;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Classification;

[Collection(TrainingTests.Name)]
public sealed class ClassifierTrainerTests : IDisposable
{
    private static readonly Compute Machine = Compute.Set("cpu", Precision.Auto, 0, Silence.Instance);

    private static readonly ClassifierSettings Small = new() { Network = ClassifierNetwork.SmallCnn, BatchSize = 8 };

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;
    private readonly Split _split;

    public ClassifierTrainerTests()
    {
        _dataset = TestImages.Load(_folder, 32, 40, 20);
        _split = Split.ByPatient(_dataset, new SplitSettings(), new Seed(0));
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(ClassifierNetwork.Densenet121, 4, ClassifierLoss.SigmoidBce)]
    [InlineData(ClassifierNetwork.SmallCnn, 8, ClassifierLoss.SigmoidBce)]
    [InlineData(ClassifierNetwork.SmallCnn, 8, ClassifierLoss.Softmax)]
    public void Train_SeparableClasses_PerfectOnTheTestImages(ClassifierNetwork network, int epochs, ClassifierLoss loss)
    {
        using var classifier = Train(Small with { Network = network, Epochs = epochs, Loss = loss }, 0);
        Assert.All(ScoredImages.AucPerClass(classifier.Score(_split.Test)), a => Assert.InRange(a, 0.99, 1));
        Assert.Equal(epochs, classifier.Curve.Count);
        Assert.Equal(classifier.Curve.Min(e => e.ValidationLoss), classifier.Loss(_split.Validation), 1e-6);
    }

    [Theory]
    [InlineData("class-weights")]
    [InlineData("focal-loss")]
    [InlineData("mixup")]
    public void Train_RemedyThatChangesTheLoss_StillLearns(string name)
    {
        using var classifier = Train(Small with { Epochs = 5 }, 0, new Catalog<IRemedy>().Get(name, "remedy").Create());
        Assert.All(ScoredImages.AucPerClass(classifier.Score(_split.Test)), a => Assert.InRange(a, 0.98, 1));
    }

    [Fact]
    public void Train_Remedies_EachOtherwise()
    {
        var scores = new Catalog<IRemedy>().Entries.Select(remedy =>
        {
            using var classifier = Train(Small with { Epochs = 1 }, 0, remedy.Create());
            return string.Join(" ", classifier.Score(_split.Test).SelectMany(s => s.Scores));
        }).ToArray();
        Assert.Equal(scores.Length, scores.Distinct().Count());
    }

    [Fact]
    public void Train_SameSeed_SameScoresAndAnotherSeedDiffers()
    {
        double[] Scores(ulong seed)
        {
            using var classifier = Train(Small with { Epochs = 1 }, seed);
            return [.. classifier.Score(_split.Test).SelectMany(s => s.Scores)];
        }
        Assert.Equal(Scores(1), Scores(1));
        Assert.NotEqual(Scores(1), Scores(2));
    }

    [Fact]
    public void Train_Steps_NoTensorStaysAlive()
    {
        Train(Small with { Epochs = 1 }, 0).Dispose();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        Train(Small with { Epochs = 3 }, 0).Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Score_Images_OrderPathsAndProbabilities()
    {
        using var classifier = Train(Small with { Epochs = 1, Loss = ClassifierLoss.Softmax }, 0);
        var scores = classifier.Score(_split.Test);
        Assert.Equal(_split.Test.Records.Select(r => r.Path), scores.Select(s => s.Path));
        Assert.All(scores, s => Assert.Equal(1, s.Scores.Sum(), 1e-5));
        ScoreFile.Write(_folder.In("scores.csv"), scores, _dataset.ClassNames);
        var read = ScoreFile.Read(_folder.In("scores.csv"), _dataset.ClassNames);
        Assert.Equal(scores.Select(s => (s.Path, s.Group, s.Label)), read.Select(s => (s.Path, s.Group, s.Label)));
        Assert.Equal(ScoredImages.AucPerClass(scores), ScoredImages.AucPerClass(read));
    }

    [Fact]
    public void Save_Weights_TorchvisionsNames()
    {
        using var classifier = Train(Small with { Network = ClassifierNetwork.Densenet121, Epochs = 1 }, 0);
        classifier.Save(_folder.In("c"), _split.Train());
        using var network = new DenseNet121(1, 2);
        using var scope = NewDisposeScope();
        Weights.Load(network, Safetensors.Read(_folder.In("c", "weights.safetensors")));
    }

    [Fact]
    public void Train_LearningRateBeyondReason_Diverged() => Assert.Throws<DivergedException>(
        () => Train(Small with { Epochs = 5, LearningRate = 1e30 }, 0));

    [Fact]
    public void StepsPerEpoch_AnyArm_OnePassOverTheBalancedSet() =>
        Assert.Equal(36, new ClassifierSettings { BatchSize = 32 }.StepsPerEpoch([93, 373, 377]));

    [Fact]
    public void Train_StoppedInTheMiddleOfAnEpochAndAgain_ScoresOfAStraightRun()
    {
        var settings = Small with { Epochs = 3 };
        using var straight = Train(settings, 1);
        var steps = settings.StepsPerEpoch(_split.Train().PerClass);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Trainer(settings, 1, Checkpoints("a"), new StopAt(stop, steps + 1)).Train(stop.Token));
        using var resumed = Trainer(settings, 1, Checkpoints("a"), Silence.Instance).Train(CancellationToken.None);
        Assert.Equal(straight.Curve, resumed.Curve);
        Assert.Equal(straight.Score(_split.Test).SelectMany(s => s.Scores), resumed.Score(_split.Test).SelectMany(s => s.Scores));
    }

    [Fact]
    public void Train_CheckpointOfAnother_Anew()
    {
        var settings = Small with { Epochs = 2 };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Trainer(settings, 1, Checkpoints("a"), new StopAt(stop, 1)).Train(stop.Token));
        using var other = Trainer(settings, 2, Checkpoints("b"), Silence.Instance).Train(CancellationToken.None);
        using var straight = Train(settings, 2);
        Assert.Equal(straight.Curve, other.Curve);
    }

    private Checkpoints<ClassifierProgress> Checkpoints(string identity) => new(_folder.In("checkpoints"), identity, Machine.Describe(), Silence.Instance);

    private TrainedClassifier Train(ClassifierSettings settings, ulong seed, IRemedy? remedy = null) =>
        Trainer(settings, seed, null, Silence.Instance, remedy).Train(CancellationToken.None);

    private ClassifierTrainer Trainer(
        ClassifierSettings settings, ulong seed, Checkpoints<ClassifierProgress>? checkpoints, IRunProgress progress, IRemedy? remedy = null) => new(
        settings, _split.Train(), _split.Validation, settings.StepsPerEpoch(_split.Train().PerClass), remedy ?? new NoRemedy(), Machine, new Seed(seed))
        { Checkpoints = checkpoints, Progress = progress };

    private sealed class StopAt(CancellationTokenSource stop, long step) : IRunProgress, IStage
    {
        public IStage Begin(string name, long total) => this;

        public void Warn(string message)
        {
        }

        public void Say(string message)
        {
        }

        public void Report(long done, string? detail)
        {
            if (done == step)
                stop.Cancel();
        }

        public void Dispose()
        {
        }
    }
}
