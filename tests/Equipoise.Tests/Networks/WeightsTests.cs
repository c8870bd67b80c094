using Equipoise.Networks;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class WeightsTests
{
    [Fact]
    public void Load_WeightsThatDoNotFit_SaysAllAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("a", nn.Linear(2, 3)), ("b", nn.Linear(3, 1)));
        var before = network.state_dict().ToDictionary(w => w.Key, w => ReferenceWeights.Bytes(w.Value));
        var message = Assert.Throws<ArgumentException>(() => Weights.Load(network, new Dictionary<string, Tensor>
        {
            ["a.weight"] = zeros(3, 2),
            ["a.bias"] = zeros(4),
            ["b.weight"] = zeros(1, 3),
            ["c.bias"] = zeros(1),
        })).Message;
        Assert.Equal(
            $"The weights do not fit {network.GetName()}: 1 missing (b.bias); 1 unexpected (c.bias); 1 of another shape (a.bias [4], needed [3]).", message);
        Assert.All(network.state_dict(), w => Assert.Equal(before[w.Key], ReferenceWeights.Bytes(w.Value)));
    }

    [Fact]
    public void Load_ManyMissing_NamesTheFirstFew()
    {
        using var network = new DenseNet121(1, 3);
        var message = Assert.Throws<ArgumentException>(() => Weights.Load(network, new Dictionary<string, Tensor>())).Message;
        Assert.Matches(@"\b727 missing \(features\.conv0\.weight; .*; \.\.\.\)", message);
        Assert.True(message.Length < 300);
    }

    [Fact]
    public void Load_HalfPrecision_Converted()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Linear(1, 1);
        Weights.Load(network, new Dictionary<string, Tensor> { ["weight"] = full(1, 1, 1.5, ScalarType.Float16), ["bias"] = full([1], 2, ScalarType.BFloat16) });
        Assert.Equal((ScalarType.Float32, 3.5f), (network.weight!.dtype, network.forward(ones(1, 1)).item<float>()));
    }
}
