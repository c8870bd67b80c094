using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

/// <summary>The networks against PyTorch's, with the same weights.</summary>
public class GanNetworksTests
{
    private const int Latent = 5, Classes = 3, Channels = 2, Side = 32, Width = 64, Hidden = 20;

    private static readonly LayerStyle Plain = new(Activation.LeakyRelu);
    private static readonly LayerStyle Spectral = Plain with { SpectralNorm = true };
    private static readonly LayerStyle Batch = Plain with { Normalisation = Normalisation.Batch };
    private static readonly LayerStyle Layer = new(Activation.Elu, Normalisation.Layer);

    private static readonly Dictionary<string, Func<nn.Module>> Cases = new()
    {
        ["conv-generator relu batch"] = () => ConvGenerator(Batch with { Activation = Activation.Relu }),
        ["conv-generator elu batch spectral"] = () => ConvGenerator(Batch with { Activation = Activation.Elu, SpectralNorm = true }),
        ["conv-generator leaky-relu none"] = () => ConvGenerator(Plain),
        ["conv-discriminator leaky-relu batch"] = () => ConvDiscriminator(Batch),
        ["conv-discriminator leaky-relu none spectral"] = () => ConvDiscriminator(Spectral),
        ["conv-discriminator elu layer"] = () => ConvDiscriminator(Layer),
        ["mlp-generator relu"] = () => new MlpGenerator(Latent, Classes, Channels, Side, Hidden, 2, Plain with { Activation = Activation.Relu }),
        ["mlp-discriminator leaky-relu spectral"] = () => new MlpDiscriminator(Classes, Channels, Side, Hidden, 2, Spectral),
        ["embedding-generator leaky-relu batch"] = () => EmbeddingGenerator(Batch),
        ["embedding-generator elu none spectral"] = () => EmbeddingGenerator(Spectral with { Activation = Activation.Elu }),
        ["embedding-discriminator leaky-relu"] = () => EmbeddingDiscriminator(Plain),
        ["embedding-discriminator relu spectral"] = () => EmbeddingDiscriminator(Spectral with { Activation = Activation.Relu }),
        ["conv-encoder leaky-relu"] = () => new ConvEncoder(Latent, Channels, Side, Width, Plain),
        ["bagan-generator"] = () => BaganGenerator(Side, spectralNorm: false),
        ["bagan-generator 64"] = () => BaganGenerator(64, spectralNorm: false),
        ["bagan-generator spectral"] = () => BaganGenerator(Side, spectralNorm: true),
        ["bagan-encoder"] = () => new BaganEncoder(Latent, Channels, Side, 16, Plain),
        ["bagan-discriminator dropout"] = () => new BaganDiscriminator(Classes, Channels, Side, 16, Plain with { Dropout = 0.3 }),
        ["bagan-discriminator 64 spectral"] = () => new BaganDiscriminator(Classes, Channels, 64, 16, Spectral),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Cases_Reference_All() =>
        Assert.Equal(Cases.Keys.Order(), ReferenceNumbers.Read("gan-networks.json").AsObject().Select(c => c.Key).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void StateDict_Any_NamesAndShapesOfPyTorch(string name)
    {
        using var network = Cases[name]();
        var expected = ReferenceNumbers.Read("gan-networks.json")[name]!["shapes"]!.AsObject().ToDictionary(s => s.Key, s => string.Join(",", s.Value.Numbers()));
        var actual = network.state_dict().ToDictionary(s => s.Key, s => string.Join(",", s.Value.shape));
        Assert.Equal(expected.OrderBy(s => s.Key, StringComparer.Ordinal), actual.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_FormulaWeights_OutputsOfPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Cases[name]();
        network.to(ScalarType.Float64);
        FormulaWeights.Fill(network);
        var reference = ReferenceNumbers.Read("gan-networks.json")[name]!.AsObject();
        foreach (var mode in new[] { "eval", "train" }.Where(reference.ContainsKey))
        {
            network.train(mode == "train");
            // PyTorch's spectral norm iterates within a forward pass in training.
            if (mode == "train")
                SpectralNorm.Advance(network);
            var side = name.Contains("64") ? 64 : Side;
            var input = name.Contains("generator") ? Wave(0.5, 3, Latent) : Wave(0.13, 3, Channels, side, side);
            var y = Forward(network, input).flatten().data<float>().ToArray();
            var expected = reference[mode].Numbers();
            var actual = y.Length > 100 ? [.. y.Where((_, i) => i % 61 == 0)] : y;
            Assert.Equal(expected.Length, actual.Length);
            var largest = expected.Max(Math.Abs);
            Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-5 * largest));
        }
    }

    private static Tensor Forward(nn.Module network, Tensor input) => network is nn.Module<Tensor, Tensor> plain
        ? plain.forward(input)
        : ((nn.Module<Tensor, Tensor, Tensor>)network).forward(input, arange(3));

    private static ConvGenerator ConvGenerator(LayerStyle style) => new(Latent, Classes, Channels, Side, Width, style);

    private static ConvDiscriminator ConvDiscriminator(LayerStyle style) => new(Classes, Channels, Side, Width, style);

    private static EmbeddingGenerator EmbeddingGenerator(LayerStyle style) => new(Latent, Classes, Channels, Side, Width, style);

    private static EmbeddingDiscriminator EmbeddingDiscriminator(LayerStyle style) => new(Classes, Channels, Side, Width, 7, 11, style);

    private static BaganGenerator BaganGenerator(int side, bool spectralNorm) =>
        new(Latent, Classes, Channels, side, 16, new LayerStyle(Activation.Relu, SpectralNorm: spectralNorm));

    private static Tensor Wave(double step, params long[] shape) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => Math.Sin(i * step)).ToArray()).reshape(shape);
}
