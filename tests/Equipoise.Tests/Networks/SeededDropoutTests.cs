using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class SeededDropoutTests
{
    [Fact]
    public void Forward_Training_DropsItsShareAndKeepsTheMean()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(new SeededDropout(0.3));
        SeededDropout.Begin(network, new Seed(1));
        var y = network.forward(ones(20_000));
        Assert.Equal(0.3, y.eq(0).to(ScalarType.Float32).mean().item<float>(), 0.02);
        Assert.Equal(1, y.mean().item<float>(), 0.03);
        Assert.Equal(1 / 0.7, y.max().item<float>(), 1e-5);
    }

    [Fact]
    public void Forward_Seed_RepeatsAndEachPassAndLayerHasItsOwnMask()
    {
        using var scope = NewDisposeScope();
        SeededDropout[] layers = [new(0.5), new(0.5)];
        using var network = nn.Sequential(layers);
        float[][] Pass(ulong seed)
        {
            SeededDropout.Begin(network, new Seed(seed));
            return [.. layers.Concat(layers).Select(d => d.forward(ones(64)).data<float>().ToArray())];
        }
        var masks = Pass(1);
        Assert.Equal(masks, Pass(1));
        Assert.NotEqual(masks, Pass(2));
        Assert.Equal(4, masks.Select(m => string.Join(",", m)).Distinct().Count());
    }

    [Fact]
    public void Forward_Evaluation_Unchanged()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(new SeededDropout(0.5));
        network.eval();
        Assert.Equal(1, network.forward(ones(64)).min().item<float>());
    }
}
