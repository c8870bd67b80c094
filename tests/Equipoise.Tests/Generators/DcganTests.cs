using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

public class DcganTests
{
    private static readonly LayerStyle GeneratorStyle = new(Activation.Relu, Normalisation.Batch);
    private static readonly LayerStyle DiscriminatorStyle = new(Activation.LeakyRelu, Normalisation.Batch);

    [Fact]
    public void Defaults_Spec_ThoseOfThePaper()
    {
        var settings = GeneratorFolder.Settings(GeneratorCatalog.Resolve("dcgan", []));
        Assert.Equal(
            ["128", "200", "32", "\"uniform\"", "0.0002", "0.5", "0.999", "512"],
            new[] { "latentSize", "epochs", "batchSize", "fakeLabels", "learningRate", "beta1", "beta2", "maxWidth" }.Select(k => settings[k]!.ToJsonString()));
    }

    // Kernel 4 throughout; widths 512, 256, 128, 64 at 64 px; the label beside the noise and as planes.
    [Fact]
    public void Networks_SixtyFourPixels_LayersOfThePaper()
    {
        using var g = new ConvGenerator(128, 3, 1, 64, 512, GeneratorStyle);
        using var d = new ConvDiscriminator(3, 1, 64, 512, DiscriminatorStyle);
        static string[] Kernels(nn.Module network) => [.. network.parameters().Where(p => p.dim() == 4).Select(p => string.Join("x", p.shape))];
        Assert.Equal(["131x512x4x4", "512x256x4x4", "256x128x4x4", "128x64x4x4", "64x1x4x4"], Kernels(g));
        Assert.Equal(["64x4x4x4", "128x64x4x4", "256x128x4x4", "512x256x4x4", "1x512x4x4"], Kernels(d));
        Assert.Equal(4, g.modules().OfType<BatchNorm>().Count());
        Assert.Equal(3, d.modules().OfType<BatchNorm>().Count());
    }

    [Fact]
    public void Backward_GeneratorLoss_ReachesEveryGeneratorWeightAndDiscriminatorLossNone()
    {
        using var scope = NewDisposeScope();
        using var g = new ConvGenerator(8, 3, 1, 32, 64, GeneratorStyle);
        using var d = new ConvDiscriminator(3, 1, 32, 64, DiscriminatorStyle);
        var y = arange(4).remainder(3);
        var fake = g.forward(randn(4, 8), y);
        NonSaturatingLoss.Discriminator(d.forward(randn(4, 1, 32, 32), y), d.forward(fake.detach(), y)).backward();
        Assert.All(d.named_parameters(), p => Assert.True(p.parameter.grad is { } grad && grad.abs().sum().item<float>() > 0, p.name));
        Assert.All(g.parameters(), p => Assert.True(p.grad is null));
        NonSaturatingLoss.Generator(d.forward(fake, y)).backward();
        // What feeds a batch normalisation in a 1 x 1 map of few images may vanish in single weights, never in a whole layer.
        Assert.All(g.named_parameters(), p => Assert.True(p.parameter.grad is { } grad && grad.abs().sum().item<float>() > 0, p.name));
    }

    [Fact]
    public void Loss_KnownProbabilities_EquationOne()
    {
        using var scope = NewDisposeScope();
        static Tensor Logits(params double[] p) => tensor(p.Select(v => (float)Math.Log(v / (1 - v))).ToArray());
        var d = NonSaturatingLoss.Discriminator(Logits(0.9, 0.6), Logits(0.2)).item<float>();
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.6)) / 2 - Math.Log(1 - 0.2), d, 1e-5);
        Assert.Equal(-(Math.Log(0.2) + Math.Log(0.5)) / 2, NonSaturatingLoss.Generator(Logits(0.2, 0.5)).item<float>(), 1e-5);
    }

    [Fact]
    public void Initialisation_Dcgan_PaperSpreads()
    {
        using var g = new ConvGenerator(128, 3, 1, 64, 512, GeneratorStyle);
        using var generator = new TorchSharp.torch.Generator(1, CPU);
        Initialisation.Dcgan(g, generator);
        var norm = g.modules().OfType<BatchNorm>().First();
        Assert.Equal(0.02, g.parameters().First().std().item<float>(), 1e-3);
        Assert.Equal(1, norm.Weight.mean().item<float>(), 5e-3);
        Assert.Equal(0.02, norm.Weight.std().item<float>(), 3e-3);
        Assert.Equal(0, norm.Bias.abs().max().item<float>());
    }

    [Fact]
    public void Resolve_CommonAndOwnSettings_OwnWin()
    {
        var spec = GeneratorCatalog.Resolve("dcgan", JsonNode.Parse("""{"epochs": 5, "batchSize": 8, "dcgan": {"epochs": 7}}""")!.AsObject());
        Assert.Equal((7, 8), (spec.Epochs, spec.BatchSize));
    }

    [Theory]
    [InlineData("""{"epcohs": 5}""", "Did you mean 'epochs'?")]
    [InlineData("""{"dcgan": {"learningrate": 5}}""", "Did you mean 'learningRate'?")]
    [InlineData("""{"epochs": 0, "batchSize": 1}""", "epochs must be at least 1; received 0.")]
    [InlineData("""{"epochs": "many"}""", "epochs")]
    [InlineData("""{"maxWidth": 100}""", "power of two")]
    public void Resolve_BadSettings_UsageWithHint(string json, string hint)
    {
        var e = Assert.Throws<UserException>(() => GeneratorCatalog.Resolve("dcgan", JsonNode.Parse(json)!.AsObject()));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains(hint, e.Message);
    }
}
