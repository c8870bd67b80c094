using Equipoise.Features;
using Equipoise.Networks.Inception;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

[Collection(PretrainedTests.Name)]
public class InceptionFeaturesTests(PretrainedFixture pretrained)
{
    [Fact]
    public void Extract_GreyImage_FeaturesOfPytorchFidAndOfThreeEqualChannels()
    {
        using var scope = NewDisposeScope();
        using var grey = new InceptionFeatures(Context(1));
        using var colour = new InceptionFeatures(Context(3));
        var image = Waves.Of(1, 1, 64, 64);
        var features = grey.Extract(image);
        Waves.RequireNear(ReferenceNumbers.Read("inception-v3.json")["grey"].Numbers(), features, 1e-4);
        Assert.InRange((colour.Extract(image.repeat(1, 3, 1, 1)) - features).abs().max().item<float>(), 0, 1e-5);
        Assert.Equal(InceptionVariant.Fid, grey.Variant);
        Assert.Equal([1L, 1008], grey.Logits(features).shape);
        Assert.EndsWith(" 2048", grey.Identity);
        Assert.Throws<ArgumentException>(() => colour.Extract(image));
    }

    [Fact]
    public void Extract_MoreThanAtOnceAtAnEarlyLayer_EachItsOwnAndNoTensorLeft()
    {
        using var scope = NewDisposeScope();
        using var extractor = new InceptionFeatures(Context(1), InceptionLayer.FirstPool);
        Assert.EndsWith(" 64", extractor.Identity);
        var images = rand(17, 1, 32, 32) * 2 - 1;
        using (var features = extractor.Extract(images))
        {
            Assert.Equal([17L, 64], features.shape);
            Assert.InRange((features[16..] - extractor.Extract(images[16..])).abs().max().item<float>(), 0, 1e-5);
        }
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        extractor.Extract(images[..1]).Dispose();
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    private FeatureContext Context(int channels) => new(channels, CPU) { Weights = pretrained.Store };
}
