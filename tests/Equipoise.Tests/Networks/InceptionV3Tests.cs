using Equipoise.Networks;
using Equipoise.Networks.Inception;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class InceptionV3Tests
{
    [Fact]
    public void StateDict_Torchvision_ItsNamesAndShapes()
    {
        using var network = new InceptionV3(InceptionVariant.Torchvision, 1000);
        var expected = ReferenceNumbers.Read("inception-v3.json")["shapes"]!.AsObject().Select(s => (s.Key, s.Value!.GetValue<string>()));
        Assert.Equal(expected, network.state_dict().Select(s => (s.Key, string.Join(",", s.Value.shape))).OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(InceptionVariant.Torchvision, 1000, "torchvision")]
    [InlineData(InceptionVariant.Fid, 1008, "fid")]
    public void Features_FormulaWeights_ThoseOfTheReferenceFoldedOrNot(InceptionVariant variant, int classes, string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = new InceptionV3(variant, classes);
        FormulaWeights.Noise(network);
        var (reference, images) = (ReferenceNumbers.Read("inception-v3.json")[name]!, Waves.Of(1, 3, 139, 139));
        var plain = network.Features(images);
        foreach (var folded in new[] { false, true })
        {
            if (folded)
                network.Fold();
            foreach (var layer in Enum.GetValues<InceptionLayer>())
                Waves.RequireNear(reference[$"{(int)layer}"].Numbers(), network.Features(images, layer), 1e-4);
            Waves.RequireNear(reference["logits"].Numbers(), network.forward(images), 1e-4);
        }
        Assert.InRange((network.Features(images) - plain).abs().max().item<float>(), float.Epsilon, 1e-5);
    }

    [Fact]
    public void Logits_WithoutBias_DifferByTheBias()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = new InceptionV3(InceptionVariant.Fid, 1008);
        var features = rand(2, 2048);
        var bias = network.Logits(features) - network.Logits(features, biased: false);
        Assert.InRange((bias - network.state_dict()["fc.bias"]).abs().max().item<float>(), 0, 1e-5);
    }

    [Fact]
    public void Features_FoldedTwiceOrNot_NoTensorLeft()
    {
        using var noGrad = no_grad();
        using var images = rand(1, 3, 75, 75);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var empty = statistics.ThreadTotalLiveCount;
        using (var network = new InceptionV3(InceptionVariant.Torchvision, 10))
        {
            var built = statistics.ThreadTotalLiveCount;
            network.Features(images).Dispose();
            Assert.Equal(built, statistics.ThreadTotalLiveCount);
            network.Fold();
            network.Fold();
            network.Features(images).Dispose();
            Assert.Equal(built + 2 * network.state_dict().Keys.Count(k => k.EndsWith(".conv.weight", StringComparison.Ordinal)), statistics.ThreadTotalLiveCount);
        }
        Assert.Equal(empty, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Features_OneChannel_Refused()
    {
        using var network = new InceptionV3(InceptionVariant.Torchvision, 10);
        using var images = zeros(1, 1, 75, 75);
        Assert.Throws<ArgumentException>(() => network.Features(images));
    }
}
