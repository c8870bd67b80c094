using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using static Equipoise.Tests.Support.TinyGenerators;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Others;

[Collection(TrainingTests.Name)]
public class SmoteTests
{
    // Standard normal quantiles of 0.1, 0.3, 0.7 and 0.9.
    private static readonly (float Z, double Below)[] Quantiles = [(-1.2815516f, 0.1), (-0.5244005f, 0.3), (0.5244005f, 0.7), (1.2815516f, 0.9)];

    public SmoteTests() => set_num_threads(1);

    [Fact]
    public void Sample_EveryPairAndShare_DecodedPointBetweenTheLatentsOfBruteForce()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote").Build(Context(1, Precision.Fp32));
        Train(smote, 1, steps: 5);
        var (latents, classes) = Encoded(smote);
        var cases = (from label in Enumerable.Range(0, 3) from a in Quantiles from b in Quantiles from c in Quantiles select (label, a, b, c)).ToList();
        var noise = randn(cases.Count, 16);
        var expected = new float[cases.Count][];
        for (var i = 0; i < cases.Count; i++)
        {
            var (label, a, b, c) = cases[i];
            (noise[i, 0], noise[i, 1], noise[i, 2]) = (a.Z, b.Z, c.Z);
            var members = latents.Where((_, n) => classes[n] == label).ToArray();
            var from = members[(int)(a.Below * members.Length)];
            var to = members.Where(m => m != from).OrderBy(m => m.Zip(from, (x, y) => Math.Pow((double)x - y, 2)).Sum()).ElementAt((int)(b.Below * 5));
            expected[i] = [.. from.Zip(to, (x, y) => (float)(x + c.Below * ((double)y - x)))];
        }
        var generator = (SmoteGenerator)smote.Networks["generator"];
        var labels = tensor(cases.Select(c => (long)c.label).ToArray());
        var points = tensor(expected.SelectMany(e => e).ToArray()).reshape(-1, 16);
        Assert.InRange((generator.Interpolate(noise, labels) - points).abs().max().item<float>(), 0, 1e-5f * latents.SelectMany(l => l).Max(Math.Abs));
        using var noGrad = no_grad();
        generator.eval();
        var decoded = generator.Decode(points, labels);
        Assert.InRange((smote.Sample(labels, noise) - decoded).abs().max().item<float>(), 0, 1e-4f);
        Assert.True(expected.Select(e => e[0]).Distinct().Count() > 150);
    }

    // Every image lies nearer to those of the other class than to those of its own.
    [Fact]
    public void Interpolate_ClassesInterleaved_NeverMixed()
    {
        using var scope = NewDisposeScope();
        using var generator = new SmoteGenerator(5, [10, 10], 4, 1, 32, 64, new LayerStyle(Activation.Relu));
        var labels = arange(20).remainder(2);
        var latents = zeros(20, 4);
        latents[.., 0] = arange(20, ScalarType.Float32);
        latents[.., 1] = labels.to(ScalarType.Float32) * 0.25f;
        generator.Remember(latents, labels);
        var asked = arange(1000).remainder(2);
        var points = generator.Interpolate(randn(1000, 4, generator: new Seed(1).Torch(CPU)), asked);
        Assert.Equal((asked.to(ScalarType.Float32) * 0.25f).data<float>().ToArray(), points[.., 1].contiguous().data<float>().ToArray());
        // From one end to the other, and between.
        Assert.InRange(points[.., 0].min().item<float>(), 0, 1);
        Assert.InRange(points[.., 0].max().item<float>(), 18, 19);
        Assert.True(points[.., 0].remainder(1).abs().mean().item<float>() > 0.2);
    }

    [Fact]
    public void Sample_OnlyImageOfItsClass_ItsReconstructionWhateverTheNoise()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote").Build(Context(1, Precision.Fp32) with { PerClass = [12, 11, 1] });
        using var batch = Batch(1);
        var labels = arange(24).remainder(2);
        labels[23] = 2;
        var images = cat([batch.Images, batch.Images]);
        smote.Phases[0].EndEpoch([new Batch(images.alias(), labels.alias())]);
        var samples = smote.Sample(full(6, 2, dtype: ScalarType.Int64), randn(6, 16));
        var encoder = (nn.Module<Tensor, Tensor>)smote.Networks["encoder"];
        var generator = (SmoteGenerator)smote.Networks["generator"];
        generator.eval();
        using var noGrad = no_grad();
        var own = generator.Decode(encoder.forward(images[23..24]), labels[23..24]);
        Assert.InRange((samples - own).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void Decode_OneLatentUnderTwoLabels_TwoImages()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote").Build(Context(1, Precision.Fp32));
        var generator = (SmoteGenerator)smote.Networks["generator"];
        generator.eval();
        using var noGrad = no_grad();
        var images = generator.Decode(randn(1, 16).expand(2, -1), arange(2));
        Assert.True((images[0] - images[1]).abs().max().item<float>() > 0.01f);
    }

    [Fact]
    public void Build_ClassWithoutImages_BadDataThatNamesIt()
    {
        var e = Assert.Throws<UserException>(() => Spec("smote").Build(Context(1, Precision.Fp32) with { PerClass = [12, 12, 0] }));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("'diffuse' has none", e.What);
    }

    [Fact]
    public void Step_TinySet_GivesItBackAndSamplesLookLikeTheirClass()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote", """{"learningRate": 0.002}""").Build(Context(1, Precision.Fp32));
        var losses = Enumerable.Range(0, 60).Select(i =>
        {
            using var batch = Batch((ulong)i);
            return smote.Phases[0].Step(batch, new Seed(1).For(i))["reconstruction"];
        }).ToList();
        Assert.True(losses[^5..].Average() < 0.2 * losses[..3].Average(), string.Join(" ", losses));
        foreach (var network in smote.Networks.Values)
            Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().sum().item<float>() > 0, p.name));
        smote.Phases[0].EndEpoch(Images());
        Assert.Equal(24, RightOf24(smote, 16));
    }

    [Fact]
    public void Decode_Noise_GradientOfTheShareOnly()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote").Build(Context(1, Precision.Fp32));
        Train(smote, 1, steps: 5);
        var noise = randn(6, 16).requires_grad_();
        var gradient = autograd.grad([smote.Decode(arange(6).remainder(3), noise).square().sum()], [noise])[0];
        Assert.All(gradient[.., 2].contiguous().data<float>(), g => Assert.NotEqual(0, g));
        Assert.Equal(0, gradient[.., ..2].abs().sum().item<float>() + gradient[.., 3..].abs().sum().item<float>());
    }

    // Alone of its class, an image is compared with what its own latent gives; among others, with theirs.
    [Fact]
    public void Step_Penalty_AnotherOfTheClassWhereThereIsOne()
    {
        using var scope = NewDisposeScope();
        using var smote = Spec("smote", """{"smote": {"penaltyWeight": 2}}""").Build(Context(1, Precision.Fp32));
        using var twelve = new Batch(rand([12, 1, 32, 32], generator: new Seed(1).Torch(CPU)) * 2 - 1, arange(12).remainder(3));
        using var alone = new Batch(twelve.Images[..3].clone(), twelve.Labels[..3].clone());
        var losses = smote.Phases[0].Step(alone, new Seed(1));
        Assert.Equal(2 * losses["reconstruction"], losses["penalty"], 1e-5);
        losses = smote.Phases[0].Step(twelve, new Seed(2));
        Assert.NotEqual(2 * losses["reconstruction"], losses["penalty"], 1e-5);
        Assert.DoesNotContain("penalty", Spec("smote").Build(Context(1, Precision.Fp32)).Phases[0].Step(twelve, new Seed(1)).Keys);
    }

    [Theory]
    [InlineData("""{"latentSize": 2}""", "latentSize must be at least 3")]
    [InlineData("""{"smote": {"neighbours": 0}}""", "neighbours must be at least 1")]
    [InlineData("""{"smote": {"maxWidth": 48}}""", "maxWidth must be a power of two of at least 64")]
    [InlineData("""{"smote": {"penaltyWeight": -1}}""", "penaltyWeight must be at least 0")]
    [InlineData("""{"smote": {"wrongLabelWeight": 1}}""", "'smote' is no GAN and has no setting 'generator.smote.wrongLabelWeight'")]
    public void Resolve_BadSettings_Usage(string json, string hint) => Assert.Contains(
        hint, Assert.Throws<UserException>(() => GeneratorCatalog.Resolve("smote", JsonNode.Parse(json)!.AsObject())).Message);

    // What its encoder makes of all images, in order.
    private static (float[][] Latents, long[] Classes) Encoded(IGenerator smote)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var encoder = (nn.Module<Tensor, Tensor>)smote.Networks["encoder"];
        var (latents, classes) = (new List<float[]>(), new List<long>());
        foreach (var batch in Images())
            using (batch)
            {
                latents.AddRange(encoder.forward(batch.Images).data<float>().ToArray().Chunk(16));
                classes.AddRange(batch.Labels.data<long>());
            }
        return ([.. latents], [.. classes]);
    }
}
