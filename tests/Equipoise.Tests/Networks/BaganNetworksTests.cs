using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Networks;

/// <summary>What BAGAN's networks and Improved BAGAN's do beyond the numbers of <see cref="GanNetworksTests"/>.</summary>
public class BaganNetworksTests
{
    private static readonly LayerStyle Leaky = new(Activation.LeakyRelu);
    private static readonly LayerStyle Batch = Leaky with { Normalisation = Normalisation.Batch };

    private static readonly Dictionary<string, Func<LayerStyle, nn.Module>> All = new()
    {
        ["embedding-generator"] = style => new EmbeddingGenerator(6, 3, 1, 32, 64, style),
        ["embedding-discriminator"] = style => new EmbeddingDiscriminator(3, 1, 32, 64, 5, 7, style),
        ["conv-encoder"] = style => new ConvEncoder(6, 1, 32, 64, style),
        ["bagan-generator"] = style => new BaganGenerator(6, 3, 1, 32, 32, style),
        ["bagan-discriminator"] = style => new BaganDiscriminator(3, 1, 32, 128, style),
        ["bagan-encoder"] = style => new BaganEncoder(6, 1, 32, 128, style),
    };

    public static TheoryData<string, bool> NamesWithAndWithoutSpectralNorm => new(All.Keys.SelectMany(n => new[] { (n, false), (n, true) }));

    public static TheoryData<int, int> SidesAndChannels => new(new[] { 32, 64, 128, 256 }.SelectMany(s => new[] { (s, 1), (s, 3) }));

    // The widths of the authors' code.
    [Theory]
    [InlineData(32, "128,64,1", "64,128,256")]
    [InlineData(64, "128,128,64,1", "64,128,128,256")]
    [InlineData(128, "128,128,128,64,1", "64,128,128,128,256")]
    [InlineData(256, "128,128,128,128,64,1", "64,128,128,128,128,256")]
    public void Embedding_Width256_WidthsOfTheAuthors(int side, string decoder, string trunk)
    {
        using var g = new EmbeddingGenerator(4, 3, 1, side, 256, Batch);
        using var d = new EmbeddingDiscriminator(3, 1, side, 256, 4, 4, Leaky);
        using var encoder = new ConvEncoder(4, 1, side, 256, Leaky);
        Assert.Equal(decoder, Widths(g, outIsSecond: true));
        Assert.Equal(trunk, Widths(d, outIsSecond: false));
        Assert.Equal(trunk, Widths(encoder, outIsSecond: false));
        Assert.Equal([4096, 4], g.state_dict()["decoder.0.weight"].shape);
        Assert.Equal([4096, 4], d.state_dict()["label.1.weight"].shape);
        Assert.Equal([4, 4096], encoder.state_dict()["latent.0.weight"].shape);
    }

    [Theory]
    [InlineData(32, "256,128,1", "32,64,128,256")]
    [InlineData(64, "256,256,128,1", "32,64,128,256,256,256")]
    [InlineData(128, "256,256,256,128,1", "32,64,128,256,256,256,256,256")]
    [InlineData(256, "256,256,256,256,128,1", "32,64,128,256,256,256,256,256,256,256")]
    public void Bagan_Width256_WidthsOfTheAuthors(int side, string decoder, string trunk)
    {
        using var g = new BaganGenerator(4, 3, 1, side, 256, Leaky);
        using var d = new BaganDiscriminator(3, 1, side, 256, Leaky);
        Assert.Equal(decoder, Widths(g, outIsSecond: false));
        Assert.Equal(trunk, Widths(d, outIsSecond: false));
        Assert.Equal([1024, 4], g.state_dict()["decoder.0.weight"].shape);
        Assert.Equal([8192, 1024], g.state_dict()["decoder.2.weight"].shape);
        Assert.Equal([4, 16384], d.state_dict()["head.weight"].shape);
        Assert.DoesNotContain(g.state_dict().Keys, k => k.EndsWith("bias", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SidesAndChannels))]
    public void Forward_AnySideAndChannels_ShapesThatFit(int side, int channels)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var g = new EmbeddingGenerator(6, 3, channels, side, 8, Batch);
        using var bagan = new BaganGenerator(6, 3, channels, side, 8, Leaky);
        using var d = new EmbeddingDiscriminator(3, channels, side, 8, 5, 7, Leaky);
        using var classifier = new BaganDiscriminator(3, channels, side, 8, Leaky);
        using var encoder = new ConvEncoder(6, channels, side, 8, Leaky);
        using var baganEncoder = new BaganEncoder(6, channels, side, 8, Leaky);
        var y = tensor(new long[] { 2, 0 });
        foreach (var image in new[] { g.forward(randn(2, 6), y), bagan.forward(randn(2, 6), y) })
        {
            Assert.Equal([2, channels, side, side], image.shape);
            Assert.InRange(image.abs().max().item<float>(), 0, 1);
            Assert.Equal([2], d.forward(image, y).shape);
            Assert.Equal([2, 4], classifier.forward(image, y).shape);
            Assert.Equal([2, 6], encoder.forward(image).shape);
            Assert.Equal([2, 6], baganEncoder.forward(image).shape);
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithAndWithoutSpectralNorm))]
    public void Backward_Glorot_ReachesEveryParameter(string name, bool spectralNorm)
    {
        using var scope = NewDisposeScope();
        using var network = Drawn(name, Leaky with { SpectralNorm = spectralNorm });
        Forward(network, 12).mul(randn(12, 1)).sum().backward();
        Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().max().item<float>() > 0, p.name));
        Assert.Equal(spectralNorm, network.named_parameters().Any(p => p.name.EndsWith("weight_orig", StringComparison.Ordinal)));
        if (spectralNorm)
            Assert.DoesNotContain(network.named_parameters(), p => p.name.EndsWith(".weight", StringComparison.Ordinal));
    }

    // An average of weights, a checkpoint and a copy to another device all go by the state.
    [Fact]
    public void StateDict_BaganGenerator_CarriesTheGaussians()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var g = (BaganGenerator)Drawn("bagan-generator", Leaky);
        using var copy = (BaganGenerator)Drawn("bagan-generator", Leaky);
        var (means, factors) = (randn(3, 6, dtype: ScalarType.Float64), randn(3, 6, 6, dtype: ScalarType.Float64));
        var (noise, y) = (randn(2, 6), tensor(new long[] { 1, 2 }));
        Assert.True(allclose(g.Decode(noise), g.forward(noise, y)));
        g.SetGaussians(means, factors);
        copy.load_state_dict(g.state_dict());
        var z = noise.to(ScalarType.Float64);
        var latents = stack([means[1] + factors[1].mv(z[0]), means[2] + factors[2].mv(z[1])]);
        Assert.True(allclose(g.Decode(latents.to(ScalarType.Float32)), copy.forward(noise, y), 1e-4, 1e-5));
        Assert.False(allclose(g.Decode(noise), g.forward(noise, y), 1e-2, 1e-3));
        Assert.Throws<ArgumentException>(() => g.SetGaussians(means[..2], factors));
    }

    [Theory]
    [InlineData("conv-encoder", "embedding-discriminator")]
    [InlineData("bagan-encoder", "bagan-discriminator")]
    public void Trunk_EncoderAndDiscriminator_SameNamesAndShapes(string encoder, string discriminator)
    {
        using var a = All[encoder](Leaky with { Dropout = 0.3 });
        using var b = All[discriminator](Leaky with { Dropout = 0.3 });
        static string[] Trunk(nn.Module network) =>
            [.. network.state_dict().Where(s => s.Key.StartsWith("trunk.", StringComparison.Ordinal)).Select(s => $"{s.Key} {string.Join(',', s.Value.shape)}")];
        Assert.NotEmpty(Trunk(a));
        Assert.Equal(Trunk(a), Trunk(b));
    }

    [Theory]
    [InlineData("bagan-discriminator")]
    [InlineData("bagan-encoder")]
    public void Forward_Dropout_OfTheSeedInTrainingAndNoneInEvaluation(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var network = Drawn(name, Leaky with { Dropout = 0.3 });
        Assert.Equal(4, network.modules().OfType<SeededDropout>().Count());
        var x = randn(2, 1, 32, 32);
        float[] Pass(ulong seed)
        {
            SeededDropout.Begin(network, new Seed(seed));
            return [.. (network is BaganDiscriminator d ? d.forward(x, zeros(2, dtype: ScalarType.Int64)) : ((BaganEncoder)network).forward(x)).data<float>()];
        }
        Assert.Equal(Pass(1), Pass(1));
        Assert.NotEqual(Pass(1), Pass(2));
        network.eval();
        Assert.Equal(Pass(1), Pass(2));
    }

    private static nn.Module Drawn(string name, LayerStyle style)
    {
        var network = All[name](style);
        using var generator = new Generator(3, CPU);
        Initialisation.Glorot(network, generator);
        return network;
    }

    private static Tensor Forward(nn.Module network, int n) => network switch
    {
        EmbeddingGenerator or BaganGenerator => ((nn.Module<Tensor, Tensor, Tensor>)network).forward(randn(n, 6), arange(n).remainder(3)).flatten(1),
        BaganDiscriminator c => c.forward(randn(n, 1, 32, 32), arange(n).remainder(3)),
        EmbeddingDiscriminator d => d.forward(randn(n, 1, 32, 32), arange(n).remainder(3)).unsqueeze(1),
        _ => ((nn.Module<Tensor, Tensor>)network).forward(randn(n, 1, 32, 32)),
    };

    private static string Widths(nn.Module network, bool outIsSecond) => string.Join(
        ',', network.state_dict().Values.Where(t => t.dim() == 4).Select(t => t.shape[outIsSecond ? 1 : 0]));
}
