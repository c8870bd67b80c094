using Equipoise.Common;
using Equipoise.Features;
using Equipoise.Features.Pretrained;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

/// <summary>What every extractor of the catalog must do.</summary>
[Collection(PretrainedTests.Name)]
public class FeatureCatalogTests(PretrainedFixture pretrained)
{
    public static TheoryData<string> Names => [.. FeatureCatalog.All.Names];

    public static TheoryData<string> Imported => [.. PretrainedNetworks.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Extract_ManyOrOneAtATime_SameFeaturesOfTheWidth(string name)
    {
        foreach (var channels in new[] { 1, 3 })
        {
            using var scope = NewDisposeScope();
            using var extractor = FeatureCatalog.Create(name, new FeatureContext(channels, CPU) { Weights = pretrained.Store });
            Assert.Equal(name, extractor.Name);
            Assert.StartsWith(name, extractor.Identity);
            var images = rand(2, channels, 32, 32) * 2 - 1;
            var features = extractor.Extract(images);
            Assert.Equal([2, extractor.Width], features.shape);
            Assert.Equal(ScalarType.Float32, features.dtype);
            Assert.False(features.requires_grad);
            var apart = cat([.. Enumerable.Range(0, 2).Select(i => extractor.Extract(images[i..(i + 1)]))]);
            // By the largest: features of formula weights have no scale of their own.
            Assert.InRange(((features - apart).abs().max() / features.abs().max()).item<float>(), 0, 1e-5);
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

    [Theory]
    [MemberData(nameof(Imported))]
    public void Create_NoWeightsImported_SaysHowToGetThem(string name)
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<UserException>(() => FeatureCatalog.Create(name, new FeatureContext(1, CPU) { Weights = new WeightsStore(folder.Path) }));
        Assert.Contains($"No weights were imported for '{name}'", e.What);
        Assert.Contains($"'equipoise weights import {name} FILE'", e.Remedy);
        Assert.Contains("  https://", e.Remedy);
    }
}
