using Equipoise.Classification;
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
    [InlineData(ClassifierLoss.SigmoidBce)]
    [InlineData(ClassifierLoss.Softmax)]
    public void Train_SeparableClasses_PerfectOnTheTestImages(ClassifierLoss loss)
    {
        using var classifier = Train(new ClassifierSettings { Epochs = 8, BatchSize = 8, Loss = loss }, 0);
        Assert.All(ScoredImages.AucPerClass(classifier.Score(_split.Test)), a => Assert.InRange(a, 0.99, 1));
        Assert.Equal(8, classifier.Curve.Count);
        Assert.Equal(classifier.Curve.Min(e => e.ValidationLoss), classifier.Loss(_split.Validation), 1e-6);
    }

    [Fact]
    public void Train_SameSeed_SameScoresAndAnotherSeedDiffers()
    {
        double[] Scores(ulong seed)
        {
            using var classifier = Train(new ClassifierSettings { Epochs = 1, BatchSize = 8 }, seed);
            return [.. classifier.Score(_split.Test).SelectMany(s => s.Scores)];
        }
        Assert.Equal(Scores(1), Scores(1));
        Assert.NotEqual(Scores(1), Scores(2));
    }

    [Fact]
    public void Train_Steps_NoTensorStaysAlive()
    {
        Train(new ClassifierSettings { Epochs = 1, BatchSize = 8 }, 0).Dispose();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        Train(new ClassifierSettings { Epochs = 3, BatchSize = 8 }, 0).Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Score_Images_OrderPathsAndProbabilities()
    {
        using var classifier = Train(new ClassifierSettings { Epochs = 1, BatchSize = 8, Loss = ClassifierLoss.Softmax }, 0);
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
        using var classifier = Train(new ClassifierSettings { Epochs = 1, BatchSize = 8 }, 0);
        classifier.Save(_folder.In("w.safetensors"));
        using var network = new DenseNet121(1, 2);
        using var scope = NewDisposeScope();
        Weights.Load(network, Safetensors.Read(_folder.In("w.safetensors")));
    }

    [Fact]
    public void Train_LearningRateBeyondReason_Diverged() => Assert.Throws<DivergedException>(
        () => Train(new ClassifierSettings { Epochs = 5, BatchSize = 8, LearningRate = 1e30 }, 0));

    [Fact]
    public void Loss_KnownProbabilities_BinaryCrossEntropyOnOneHot()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { (float)Math.Log(0.8 / 0.2), (float)Math.Log(0.4 / 0.6) } });
        var loss = TrainedClassifier.Loss(logits, tensor(new[] { 0L }), ClassifierLoss.SigmoidBce).item<float>();
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.6)) / 2, loss, 1e-5);
    }

    [Fact]
    public void StepsPerEpoch_AnyArm_OnePassOverTheBalancedSet() =>
        Assert.Equal(36, new ClassifierSettings { BatchSize = 32 }.StepsPerEpoch([93, 373, 377]));

    [Fact]
    public void Flips_ManyImages_EachOfTheFourOrientationsAQuarterOfTheTime()
    {
        using var scope = NewDisposeScope();
        var one = tensor(new float[,] { { 1, 2 }, { 3, 4 } }).reshape(1, 1, 2, 2).expand(4000, 1, 2, 2);
        var corners = new Flips().Apply(one, new Seed(1))[TensorIndex.Colon, 0, 0, 0].data<float>().ToArray();
        Assert.All(corners.CountBy(c => c), c => Assert.InRange(c.Value, 900, 1100));
        Assert.Equal(4, corners.Distinct().Count());
    }

    private TrainedClassifier Train(ClassifierSettings settings, ulong seed) => ClassifierTrainer.Train(
        settings, _split.Train(), _split.Validation, settings.StepsPerEpoch(_split.Train().PerClass), null, Machine, new Seed(seed), Silence.Instance, CancellationToken.None);
}
