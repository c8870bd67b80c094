using Equipoise.Common;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

/// <summary>What every extractor of the catalog must do.</summary>
public class FeatureCatalogTests
{
    public static TheoryData<string> Names => [.. FeatureCatalog.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Extract_ManyOrOneAtATime_SameFeaturesOfTheWidth(string name)
    {
        foreach (var channels in new[] { 1, 3 })
        {
            using var scope = NewDisposeScope();
            using var extractor = FeatureCatalog.Create(name, new FeatureContext(channels, CPU));
            Assert.Equal(name, extractor.Name);
            var images = rand(3, channels, 32, 32) * 2 - 1;
            var features = extractor.Extract(images);
            Assert.Equal([3, extractor.Width], features.shape);
            Assert.Equal(ScalarType.Float32, features.dtype);
            var apart = cat([.. Enumerable.Range(0, 3).Select(i => extractor.Extract(images[i..(i + 1)]))]);
            Assert.InRange((features - apart).abs().max().item<float>(), 0, 1e-5);
            Assert.True((features[0] - features[1]).abs().max().item<float>() > 1e-3);
        }
    }

    [Fact]
    public void Create_MistypedName_NamesTheNearest()
    {
        var e = Assert.Throws<UserException>(() => FeatureCatalog.Create("pixel", new FeatureContext(1, CPU)));
        Assert.Contains("Unknown feature extractor 'pixel'", e.What);
        Assert.Contains("Did you mean 'pixels'?", e.Remedy);
    }
}
