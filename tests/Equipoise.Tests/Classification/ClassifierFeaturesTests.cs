using Equipoise.Classification;
using Equipoise.Classification.Remedies;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Tests.Classification;

[Collection(TrainingTests.Name)]
public sealed class ClassifierFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;
    private readonly Split _split;

    public ClassifierFeaturesTests()
    {
        _dataset = TestImages.Load(_folder, 32, 30, 20);
        _split = Split.ByPatient(_dataset, new SplitSettings(), new Seed(0));
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    // What the last layer makes of the features is what the classifier said when it was saved.
    [Theory]
    [InlineData(ClassifierNetwork.Densenet121, 1024)]
    [InlineData(ClassifierNetwork.SmallCnn, 512)]
    public void Extract_SavedClassifier_WhatItsLastLayerReads(ClassifierNetwork kind, int width)
    {
        var said = Save(kind);
        using var scope = NewDisposeScope();
        using var features = ClassifierFeatures.Load(_folder.In("c"), CPU);
        Assert.Equal((width, _dataset.Preprocessing), (features.Width, features.Needs));
        using var batch = _split.Test.Take([.. Enumerable.Range(0, _split.Test.Count)], CPU);
        var read = features.Extract(batch.Images);
        Assert.Equal([_split.Test.Count, width], read.shape);
        Assert.False(read.requires_grad);
        var (network, _) = ClassifierFolder.Load(_folder.In("c"), CPU);
        using var noGrad = no_grad();
        using (network)
        {
            var last = Assert.IsType<Linear>(network.named_children().Single(c => c.name == "classifier").module);
            var scores = last.forward(read).sigmoid().data<float>().ToArray();
            Assert.Equal(said.Length, scores.Length);
            Assert.All(said.Zip(scores), p => Assert.Equal(p.First, p.Second, 1e-5));
        }
    }

    [Fact]
    public void Load_TwoClassifiers_TwoIdentities()
    {
        Save(ClassifierNetwork.SmallCnn);
        string Identity()
        {
            using var features = ClassifierFeatures.Load(_folder.In("c"), CPU);
            return features.Identity;
        }
        var first = Identity();
        Assert.Equal(first, Identity());
        Save(ClassifierNetwork.SmallCnn, seed: 1);
        Assert.NotEqual(first, Identity());
    }

    [Fact]
    public void Extract_ImagesOfAnotherSize_Refused()
    {
        Save(ClassifierNetwork.SmallCnn);
        using var scope = NewDisposeScope();
        using var features = ClassifierFeatures.Load(_folder.In("c"), CPU);
        Assert.Throws<ArgumentException>(() => features.Extract(zeros(2, 1, 64, 64)));
    }

    [Fact]
    public void Load_WhatIsNoClassifier_BadDataSayingWhy()
    {
        Assert.Contains("holds no trained classifier", Problem());
        Save(ClassifierNetwork.SmallCnn);
        using (var other = new SmallCnn(1, 2))
            Safetensors.Write(_folder.In("c", "weights.safetensors"), other.state_dict());
        Assert.Contains("is not the file that classifier.json names", Problem());
        using (var other = new SmallCnn(1, 3))
            Safetensors.Write(_folder.In("c", "weights.safetensors"), other.state_dict());
        var card = _folder.In("c", "classifier.json");
        File.WriteAllText(card, File.ReadAllText(card).Replace(
            Json.Read<ClassifierCard>(card).Weights, ContentHash.OfFile(_folder.In("c", "weights.safetensors")).Hex));
        Assert.Contains("does not fit the classifier", Problem());
        File.WriteAllText(card, "{");
        Assert.Contains("classifier.json", Problem());
    }

    private string Problem()
    {
        var e = Assert.Throws<UserException>(() => ClassifierFeatures.Load(_folder.In("c"), CPU));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        return e.What;
    }

    // Its scores of the test images, class by class within each.
    private double[] Save(ClassifierNetwork kind, ulong seed = 0)
    {
        var settings = new ClassifierSettings { Network = kind, BatchSize = 8, Epochs = 1 };
        using var classifier = new ClassifierTrainer(
            settings, _split.Train(), _split.Validation, 4, new NoRemedy(), Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), new Seed(seed))
            .Train(CancellationToken.None);
        classifier.Save(_folder.In("c"), _split.Train());
        return [.. classifier.Score(_split.Test).SelectMany(s => s.Scores)];
    }
}
