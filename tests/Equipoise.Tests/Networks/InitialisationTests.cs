using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

public class InitialisationTests
{
    public static TheoryData<string, double> Layers => new()
    {
        { "conv", Math.Sqrt(6.0 / ((20 + 60) * 9)) },
        { "transposed", Math.Sqrt(6.0 / ((20 + 60) * 16)) },
        { "linear", Math.Sqrt(6.0 / (300 + 100)) },
        { "whole-map", Math.Sqrt(6.0 / ((20 + 60) * 16)) },
    };

    // U(-a, a), a of the closed form, also where the layer is normalised.
    [Theory]
    [MemberData(nameof(Layers))]
    public void Glorot_Weights_UniformWithTheBoundOfTheFans(string kind, double bound)
    {
        using var scope = NewDisposeScope();
        foreach (var spectral in new[] { false, true })
        {
            using var network = nn.Sequential(Layer(kind, new LayerStyle(Activation.Relu, SpectralNorm: spectral)));
            Draw(Initialisation.Glorot, network);
            var weight = network.state_dict()[spectral ? "0.weight_orig" : "0.weight"];
            Assert.InRange(weight.abs().max().item<float>(), 0.99 * bound, bound);
            Assert.Equal(bound / Math.Sqrt(3), weight.std().item<float>(), 0.02 * bound);
            Assert.Equal(0, network.state_dict()["0.bias"].abs().max().item<float>());
        }
    }

    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, Action<nn.Module, Generator>> All = new()
    {
        ["glorot"] = Initialisation.Glorot,
        ["dcgan"] = Initialisation.Dcgan,
        ["he"] = Initialisation.He,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_EmbeddingsAndNormalisations_StandardNormalAndUnit(string name)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(
            nn.Embedding(40, 50), SpectralNorm.Of(nn.Embedding(40, 50)), nn.GroupNorm(1, 30), new BatchNorm(3000), nn.BatchNorm2d(3000));
        foreach (var p in network.parameters())
            using (no_grad())
                p.fill_(7);
        Draw(All[name], network);
        var state = network.state_dict();
        foreach (var table in new[] { state["0.weight"], state["1.weight_orig"] })
        {
            Assert.Equal(0, table.mean().item<float>(), 0.1);
            Assert.Equal(1, table.std().item<float>(), 0.07);
        }
        Assert.Equal(1, state["2.weight"].min().item<float>());
        Assert.Equal(1, state["2.weight"].max().item<float>());
        Assert.Equal(1, state["3.weight"].mean().item<float>(), 0.002);
        Assert.Equal(1, state["4.weight"].mean().item<float>(), 0.002);
        Assert.All(["2.bias", "3.bias", "4.bias"], b => Assert.Equal(0, state[b].abs().max().item<float>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_SameGenerator_SameWeights(string name)
    {
        using var scope = NewDisposeScope();
        var style = new LayerStyle(Activation.LeakyRelu, Normalisation.Batch, SpectralNorm: true);
        using var a = new EmbeddingGenerator(6, 3, 1, 32, 16, style);
        using var b = new EmbeddingGenerator(6, 3, 1, 32, 16, style);
        Draw(All[name], a);
        Draw(All[name], b);
        Assert.All(a.state_dict().Zip(b.state_dict()), p => Assert.True(p.First.Value.equal(p.Second.Value).all().item<bool>(), p.First.Key));
    }

    private static void Draw(Action<nn.Module, Generator> initialise, nn.Module network)
    {
        using var generator = new Generator(4, CPU);
        initialise(network, generator);
    }

    private static nn.Module<Tensor, Tensor> Layer(string kind, LayerStyle style) => kind switch
    {
        "conv" => style.Wrap(nn.Conv2d(20, 60, 3)),
        "transposed" => style.Wrap(nn.ConvTranspose2d(20, 60, 4, stride: 2, padding: 1)),
        "linear" => style.Wrap(nn.Linear(300, 100)),
        _ => style.Wrap(WholeMapConv.Of(nn.Conv2d(20, 60, 4))),
    };
}
