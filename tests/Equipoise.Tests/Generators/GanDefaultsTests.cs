using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Generators.Gans;
using Equipoise.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators;

/// <summary>What the papers say of each GAN of the family.</summary>
public class GanDefaultsTests
{
    [Theory]
    [InlineData("gan", """{"learningRate": 0.0002, "beta1": 0.5, "beta2": 0.999, "discriminatorSteps": 1, "discriminatorDropout": 0.5, "generatorLoss": "non-saturating"}""")]
    [InlineData("dcgan", """{"learningRate": 0.0002, "beta1": 0.5, "beta2": 0.999, "discriminatorSteps": 1, "discriminatorNormalisation": "batch"}""")]
    [InlineData("lsgan", """{"learningRate": 0.0002, "beta1": 0.5, "beta2": 0.999, "discriminatorSteps": 1, "discriminatorNormalisation": "batch"}""")]
    [InlineData("wgan", """{"learningRate": 5E-05, "optimiser": "rms-prop", "weightClip": 0.01, "discriminatorSteps": 5}""")]
    [InlineData("wgan-gp", """{"learningRate": 0.0001, "beta1": 0, "beta2": 0.9, "penaltyWeight": 10, "discriminatorSteps": 5, "discriminatorNormalisation": "none"}""")]
    [InlineData("sngan", """{"learningRate": 0.0002, "loss": "hinge", "discriminatorSpectralNorm": true, "discriminatorNormalisation": "none"}""")]
    [InlineData("dragan", """{"learningRate": 0.0002, "penaltyWeight": 10, "perturbationScale": 0.5, "discriminatorNormalisation": "none"}""")]
    [InlineData("bagan", """{"latentSize": 100, "batchSize": 128, "learningRate": 5E-05, "beta1": 0.5, "discriminatorSteps": 1, "discriminatorDropout": 0.3, "maxWidth": 256, "discriminatorFromEncoder": true}""")]
    [InlineData("improved-bagan", """{"latentSize": 128, "batchSize": 128, "learningRate": 0.0002, "beta1": 0.5, "beta2": 0.9, "discriminatorSteps": 5, "penaltyWeight": 10, "interpolation": "uniform", "wrongLabelsMayBeTrue": false, "labelSize": 512, "hiddenSize": 512, "maxWidth": 256, "generatorActivation": "leaky-relu", "discriminatorActivation": "leaky-relu", "fakeLabels": "uniform", "discriminatorFromEncoder": false}""")]
    public void Resolve_NoSettings_DefaultsOfThePaper(string name, string expected)
    {
        var settings = GeneratorFolder.Settings(GeneratorCatalog.Resolve(name, []));
        Assert.All(JsonNode.Parse(expected)!.AsObject(), e => Assert.True(JsonNode.DeepEquals(e.Value, settings[e.Key]), $"{e.Key}: {settings[e.Key]}"));
        var between = name == "improved-bagan" ? "leaky-relu" : "relu";
        Assert.Equal($"\"{between}\" \"leaky-relu\" 0 0 false", string.Join(" ", new[]
        {
            "generatorActivation", "discriminatorActivation", "generatorGradientClip", "discriminatorGradientClip", "generatorSpectralNorm",
        }.Select(k => settings[k]!.ToJsonString())));
    }

    [Theory]
    [InlineData("wgan-gp", """{"discriminatorNormalisation": "batch"}""", "batch couples them")]
    [InlineData("dragan", """{"penaltyWeight": -1, "perturbationScale": -1}""", "perturbationScale must be at least 0")]
    [InlineData("wgan", """{"weightClip": 0}""", "weightClip must be above 0")]
    [InlineData("gan", """{"hiddenSize": 0, "discriminatorDropout": 1}""", "discriminatorDropout must be at least 0 and below 1")]
    [InlineData("sngan", """{"discriminatorSteps": 0}""", "discriminatorSteps must be at least 1")]
    [InlineData("lsgan", """{"discriminatorLearningRate": 0}""", "discriminatorLearningRate must be above 0")]
    [InlineData("dcgan", """{"discriminatorBeta2": 1}""", "discriminatorBeta2 must be at least 0 and below 1")]
    [InlineData("dcgan", """{"generatorGradientClip": -1}""", "generatorGradientClip must be 0 (off) or above")]
    [InlineData("sngan", """{"loss": "mse"}""", "loss")]
    [InlineData("bagan", """{"maxWidth": 64}""", "maxWidth must be a power of two of at least 128")]
    [InlineData("bagan", """{"discriminatorDropout": 1, "autoencoderEpochs": -1}""", "autoencoderEpochs must be at least 0")]
    [InlineData("improved-bagan", """{"wrongLabelWeight": -1}""", "wrongLabelWeight must be at least 0")]
    [InlineData("dcgan", """{"wrongLabelWeight": -1}""", "wrongLabelWeight must be at least 0")]
    [InlineData("gan", """{"wrongLabelWeight": -1}""", "wrongLabelWeight must be at least 0")]
    [InlineData("improved-bagan", """{"interpolation": "cubic"}""", "interpolation")]
    [InlineData("dcgan", """{"decayFrom": 1}""", "decayFrom must be at least 0 and below 1")]
    [InlineData("dcgan", """{"measureIn": "dreams"}""", "measureIn must be one of")]
    [InlineData("dcgan", """{"measureEvery": 0, "best": "kernel-distance"}""", "measureEvery must be above 0")]
    [InlineData("dcgan", """{"rollbackFactor": 1}""", "rollbackFactor must be above 0 and below 1")]
    public void Resolve_BadSettings_Usage(string name, string json, string hint) =>
        Assert.Contains(hint, Assert.Throws<UserException>(() => GeneratorCatalog.Resolve(name, JsonNode.Parse(json)!.AsObject())).Message);

    [Theory]
    [InlineData("sngan", 5)]
    [InlineData("dcgan", 0)]
    public void Build_Discriminator_SpectrallyNormalisedThroughout(string name, int expected)
    {
        using var gan = Build(name, """{"maxWidth": 128}""", 64);
        var layers = gan.Discriminator.modules().ToList();
        Assert.Equal(expected, layers.OfType<SpectralNorm>().Count());
        Assert.Equal(expected == 0 ? 5 : 0, layers.Count(l => l is Convolution or FunctionConv));
        Assert.Equal(expected == 0 ? 3 : 0, layers.OfType<Equipoise.Networks.BatchNorm>().Count());
        Assert.Empty(gan.Generator.modules().OfType<SpectralNorm>());
    }

    [Fact]
    public void Step_Wgan_WeightsWithinTheClip()
    {
        using var scope = NewDisposeScope();
        using var gan = Build("wgan", """{"maxWidth": 64, "learningRate": 0.1, "weightClip": 0.02}""", 32);
        float Greatest() => gan.Discriminator.parameters().Max(p => p.abs().max().item<float>());
        Assert.InRange(Greatest(), 0.0199f, 0.02f);
        using var batch = new Batch(randn(4, 1, 32, 32), arange(4).remainder(2));
        for (var i = 0; i < 6; i++)
        {
            gan.Step(batch, new Seed(1).For(i));
            Assert.InRange(Greatest(), 0.0199f, 0.02f);
        }
    }

    [Fact]
    public void Step_DiscriminatorRateOfItsOwn_OnlyItMovesFar()
    {
        using var scope = NewDisposeScope();
        using var gan = Build("dcgan", """{"maxWidth": 64, "learningRate": 1e-6, "discriminatorLearningRate": 0.01}""", 32);
        using var batch = new Batch(randn(4, 1, 32, 32), arange(4).remainder(2));
        var (g, d) = (Weights.Snapshot(gan.Generator), Weights.Snapshot(gan.Discriminator));
        gan.Step(batch, new Seed(1));
        double Moved(nn.Module network, Dictionary<string, Tensor> before) =>
            network.named_parameters().Max(p => (p.parameter - before[p.name]).abs().max().item<float>());
        // Adam's first step has the size of the learning rate.
        Assert.InRange(Moved(gan.Generator, g), 1e-7, 2e-6);
        Assert.Equal(0.01, Moved(gan.Discriminator, d), 1e-3);
    }

    // Taken out, each leaves the discriminator somewhere else, and the first loss where it was.
    [Theory]
    [InlineData("dragan", "penaltyWeight", "penalty")]
    [InlineData("wgan-gp", "penaltyWeight", "penalty")]
    [InlineData("improved-bagan", "penaltyWeight", "penalty")]
    [InlineData("improved-bagan", "wrongLabelWeight", "wrongLabel")]
    [InlineData("dcgan", "wrongLabelWeight", "wrongLabel")]
    [InlineData("lsgan", "wrongLabelWeight", "wrongLabel")]
    [InlineData("wgan", "wrongLabelWeight", "wrongLabel")]
    [InlineData("sngan", "wrongLabelWeight", "wrongLabel")]
    [InlineData("gan", "wrongLabelWeight", "wrongLabel")]
    public void Step_WithoutATerm_AnotherUpdate(string name, string setting, string term)
    {
        using var scope = NewDisposeScope();
        using var with = Build(name, $$"""{"{{setting}}": 1}""", 32);
        using var without = Build(name, $$"""{"{{setting}}": 0}""", 32);
        using var batch = new Batch(randn(4, 1, 32, 32), arange(4).remainder(2));
        var (a, b) = (with.Step(batch, new Seed(1)), without.Step(batch, new Seed(1)));
        Assert.Equal(a["discriminator"], b["discriminator"]);
        Assert.NotEqual(0, a[term]);
        Assert.DoesNotContain(term, b.Keys);
        Assert.Contains(with.Discriminator.parameters().Zip(without.Discriminator.parameters()), p => !p.First.equal(p.Second).all().item<bool>());
    }

    // The paper's Table 5: every activation of both, with and without spectral normalisation of both.
    [Fact]
    public void Step_EveryCellOfTableFive_FiniteAndAsSet()
    {
        using var scope = NewDisposeScope();
        using var batch = new Batch(randn(4, 1, 32, 32), arange(4).remainder(2));
        string[] activations = ["relu", "elu", "leaky-relu"];
        var cells = from g in activations
                    from d in activations
                    from sg in new[] { "true", "false" }
                    from sd in new[] { "true", "false" }
                    select (g, d, sg, sd);
        foreach (var (g, d, sg, sd) in cells)
        {
            using var gan = Build("improved-bagan", $$"""
                {"maxWidth": 64, "labelSize": 8, "hiddenSize": 8, "discriminatorSteps": 1, "penaltyWeight": 0.1, "generatorActivation": "{{g}}",
                 "discriminatorActivation": "{{d}}", "generatorSpectralNorm": {{sg}}, "discriminatorSpectralNorm": {{sd}}}
                """, 32);
            Assert.True(gan.Phases[0].Step(batch, new Seed(1)).Finite);
            Assert.True(gan.Step(batch, new Seed(2)).Finite);
            Assert.Equal((sg == "true", sd == "true"), (gan.Generator.modules().Any(m => m is SpectralNorm), gan.Discriminator.modules().Any(m => m is SpectralNorm)));
        }
    }

    [Fact]
    public void Step_GradientClip_NormOfTheGradient()
    {
        using var scope = NewDisposeScope();
        using var gan = Build("lsgan", """{"maxWidth": 64, "generatorGradientClip": 0.01, "discriminatorGradientClip": 0.02}""", 32);
        using var batch = new Batch(randn(4, 1, 32, 32), arange(4).remainder(2));
        gan.Step(batch, new Seed(1));
        double Norm(nn.Module network) => Math.Sqrt(network.parameters().Sum(p => p.grad!.square().sum().item<float>()));
        Assert.Equal(0.01, Norm(gan.Generator), 1e-4);
        Assert.Equal(0.02, Norm(gan.Discriminator), 1e-4);
    }

    private static AdversarialGan Build(string name, string settings, int resolution)
    {
        var overrides = JsonNode.Parse(settings)!.AsObject();
        return (AdversarialGan)GeneratorCatalog.Resolve(name, overrides).Build(new GeneratorContext(["a", "b"], [7, 3], 1, resolution, new Seed(1), CPU, Precision.Fp32));
    }
}
