using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

[Collection(TrainingTests.Name)]
public class DenseNet121Tests
{
    [Fact]
    public void StateDict_OneChannel_NamesAndShapesOfTorchvision()
    {
        using var network = new DenseNet121(1, 3);
        var expected = ReferenceNumbers.Read("densenet121.json")["shapes"]!.AsObject().ToDictionary(s => s.Key, s => string.Join(",", s.Value.Numbers()));
        var actual = network.state_dict().ToDictionary(s => s.Key, s => string.Join(",", s.Value.shape));
        Assert.Equal(expected.OrderBy(s => s.Key, StringComparer.Ordinal), actual.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("eval")]
    [InlineData("train")]
    public void Forward_FormulaWeights_LogitsOfTorchvision(string mode)
    {
        using var scope = NewDisposeScope();
        using var network = new DenseNet121(1, 3);
        // In double precision: batch normalisation of two small maps magnifies every rounding.
        network.to(ScalarType.Float64);
        FormulaWeights.Fill(network);
        network.train(mode == "train");
        using var noGrad = no_grad();
        var x = tensor(Enumerable.Range(0, 2 * 64 * 64).Select(i => Math.Sin(i * 0.11)).ToArray()).reshape(2, 1, 64, 64);
        var logits = network.forward(x).data<float>().ToArray();
        Assert.All(logits.Zip(ReferenceNumbers.Read("densenet121.json")[mode].Numbers()), p => Assert.Equal(p.Second, p.First, 1e-6 * (1 + Math.Abs(p.Second))));
    }

    [Fact]
    public void Backward_AnyInput_GradientReachesEveryParameter()
    {
        using var scope = NewDisposeScope();
        using var network = Drawn(1);
        network.forward(randn(4, 1, 64, 64)).square().sum().backward();
        Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().sum().item<float>() > 0, p.name));
    }

    [Fact]
    public void Initialisation_Seed_RepeatsAndAnotherDiffers()
    {
        using var scope = NewDisposeScope();
        string Print(DenseNet121 n) => string.Join(",", n.parameters().Take(3).Select(p => p.sum().item<float>()));
        Assert.Equal(Print(Drawn(1)), Print(Drawn(1)));
        Assert.NotEqual(Print(Drawn(1)), Print(Drawn(2)));
    }

    // A unit-variance input stays of the order of one through He-initialised convolutions.
    [Fact]
    public void Initialisation_He_SpreadFromFanIn()
    {
        using var network = Drawn(1);
        var conv = network.state_dict()["features.denseblock4.denselayer16.conv1.weight"];
        Assert.Equal(Math.Sqrt(2.0 / conv.shape[1]), conv.std().item<float>(), 1e-3);
    }

    private static DenseNet121 Drawn(long seed)
    {
        var network = new DenseNet121(1, 3);
        using var generator = new Generator((ulong)seed, CPU);
        Initialisation.He(network, generator);
        return network;
    }
}
