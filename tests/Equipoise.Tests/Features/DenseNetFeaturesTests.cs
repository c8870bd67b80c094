using Equipoise.Common;
using Equipoise.Features;
using Equipoise.Features.Pretrained;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Features;

[Collection(PretrainedTests.Name)]
public sealed class DenseNetFeaturesTests(PretrainedFixture pretrained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extract_ShrunkRadiograph_FeaturesOfTorchXRayVision()
    {
        using var scope = NewDisposeScope();
        using var extractor = new DenseNetFeatures(new FeatureContext(1, CPU) { Weights = pretrained.Store });
        var features = extractor.Extract(Waves.Of(1, 1, 260, 300));
        Waves.RequireNear(ReferenceNumbers.Read("densenet-features.json")["torchxrayvision"].Numbers(), features, 1e-4);
    }

    [Fact]
    public void Extract_EnlargedGreyImage_FeaturesOfTorchvision()
    {
        using var scope = NewDisposeScope();
        using var network = new DenseNet121(3, 1000);
        FormulaWeights.Noise(network);
        Safetensors.Write(_folder.In("w"), network.state_dict());
        var store = new WeightsStore(_folder.In("store"));
        Assert.Equal("torchvision", store.Import("densenet121", _folder.In("w"), Silence.Instance).Variant);
        using var extractor = new DenseNetFeatures(new FeatureContext(1, CPU) { Weights = store });
        var features = extractor.Extract(Waves.Of(1, 1, 64, 64));
        Waves.RequireNear(ReferenceNumbers.Read("densenet-features.json")["torchvision"].Numbers(), features, 1e-4);
    }
}
