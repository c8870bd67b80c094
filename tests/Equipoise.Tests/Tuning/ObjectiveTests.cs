using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using Equipoise.Tuning;
using static TorchSharp.torch;

namespace Equipoise.Tests.Tuning;

[Collection(TrainingTests.Name)]
public sealed class ObjectiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;

    public ObjectiveTests() => _dataset = TestImages.Load(_folder, 32, 24, 12);

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Names_All_TheFiguresOfAnEvaluationAndTheirDirections()
    {
        var best = ObjectiveCatalog.Names.ToDictionary(n => n, n => ObjectiveCatalog.Get(n).Best);
        Assert.All(["frechet", "frechet-infinity", "kernel", "gaussian", "sample-distance"], n => Assert.Equal(Best.Low, best[n]));
        Assert.All(["precision", "recall", "density", "coverage", "validation-auc"], n => Assert.Equal(Best.High, best[n]));
        Assert.All(["vendi", "diversity", "sample-diversity"], n => Assert.Equal(Best.One, best[n]));
    }

    [Theory]
    [InlineData("frechet", 3, 2)]
    [InlineData("coverage", 0.2, 0.3)]
    [InlineData("vendi", 1.4, 0.9)]
    public void Loss_TheBetterValue_Lower(string name, double worse, double better)
    {
        var kind = ObjectiveCatalog.Get(name);
        Assert.True(kind.Loss(better) < kind.Loss(worse));
    }

    [Fact]
    public void Get_Unknown_TheNearest() =>
        Assert.Contains("Did you mean 'frechet'?", Assert.Throws<UserException>(() => ObjectiveCatalog.Get("freche")).Remedy);

    // One GAN gives the test images of each class anew, the other noise.
    [Theory]
    [InlineData("kernel", "pixels")]
    [InlineData("frechet", "radiomics")]
    [InlineData("coverage", "pixels")]
    [InlineData("sample-distance", "pixels")]
    public void Measure_ImagesLikeRealOnes_BetterThanNoiseAndTheSameAgain(string name, string features)
    {
        using var good = new FakeGan((labels, _) => Drawn(labels));
        using var bad = new FakeGan((labels, noise) => Noise(labels, noise));
        var kind = ObjectiveCatalog.Get(name);
        using var objective = ObjectiveCatalog.Create(kind, Context() with { Features = features });
        var value = objective.Measure(good, 8, default);
        Assert.True(kind.Loss(value) < kind.Loss(objective.Measure(bad, 8, default)), $"{value}");
        Assert.Equal(value, objective.Measure(good, 8, default));
    }

    [Fact]
    public void Measure_ValidationAuc_AnAreaAndTheSameAgain()
    {
        using var gan = new FakeGan((labels, _) => Drawn(labels));
        using var objective = ObjectiveCatalog.Create(ObjectiveCatalog.Get("validation-auc"), Context());
        var value = objective.Measure(gan, 8, default);
        Assert.InRange(value, 0, 1);
        Assert.Equal(value, objective.Measure(gan, 8, default));
        // Only what the rare class lacks was asked for.
        Assert.Equal(24, gan.Asked.Count);
        Assert.All(gan.Asked, label => Assert.Equal(1, label));
    }

    [Fact]
    public void Create_TooFewImages_BadDataWithRemedy()
    {
        var few = _dataset.Select([0, 1, 2, 30, 31]);
        var e = Assert.Throws<UserException>(() => ObjectiveCatalog.Create(ObjectiveCatalog.Get("coverage"), Context() with { Reference = few }));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("at least 6 images of a class", e.What);
        Assert.NotNull(e.Remedy);
    }

    private ObjectiveContext Context() => new()
    {
        Train = _dataset.All,
        Reference = _dataset.All,
        Validation = _dataset.All,
        Features = "pixels",
        Channels = 1,
        Classifier = new ClassifierSettings { Epochs = 1, BatchSize = 16 },
        Compute = Compute.Set("cpu", Precision.Fp32, 1, Silence.Instance),
        Seed = new Seed(1),
        ClassifierSeed = new Seed(2),
    };

    private static Tensor Drawn(Tensor labels)
    {
        var bytes = labels.data<long>().ToArray().SelectMany((l, i) => TestImages.Draw((int)l, 32, (ulong)(77 + i))).ToArray();
        return ImageSets.ToFloat(tensor(bytes).reshape(-1, 1, 32, 32));
    }

    private static Tensor Noise(Tensor labels, Tensor noise)
    {
        using var generator = new Seed(5).Torch(CPU);
        return rand([labels.shape[0], 1, 32, 32], generator: generator);
    }
}
