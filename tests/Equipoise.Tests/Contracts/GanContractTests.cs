using Equipoise.Common;
using Equipoise.Generators;
using Equipoise.Generators.Gans;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp;
using static Equipoise.Tests.Support.TinyGenerators;
using static TorchSharp.torch;

namespace Equipoise.Tests.Contracts;

/// <summary>What every GAN of the catalog must do beside what every generator does.</summary>
[Collection(TrainingTests.Name)]
public class GanContractTests
{
    // Networks this small are slower on two threads, and many times so beside other work.
    public GanContractTests() => set_num_threads(1);

    public static TheoryData<string> Names => [.. GeneratorCatalog.Gans.Names];

    public static TheoryData<string> NamesWithAutoencoder => [.. GeneratorCatalog.Gans.Names.Where(n => n.EndsWith("bagan", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void LoadState_MissingOrOfAnotherShape_ArgumentExceptionThatNamesIt(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = Spec(name).Build(Context(1, Precision.Fp32));
        var state = gan.State().ToDictionary();
        Assert.Contains("counters.calls", Assert.Throws<ArgumentException>(() => gan.LoadState(state.Where(s => s.Key != "counters.calls").ToDictionary())).Message);
        Assert.Contains("counters.more", Assert.Throws<ArgumentException>(() => gan.LoadState(state.Append(new("counters.more", ones(1))).ToDictionary())).Message);
    }

    [Theory]
    [MemberData(nameof(NamesWithAutoencoder))]
    public void Autoencoder_TinySet_LearnsToGiveItBackAndReachesEncoderAndGeneratorOnly(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = (AdversarialGan)Spec(name, """{"learningRate": 0.002}""").Build(Context(1, Precision.Fp32));
        var d = Bytes(gan.Discriminator);
        var losses = Enumerable.Range(0, 60).Select(i =>
        {
            using var batch = Batch((ulong)i);
            return gan.Phases[0].Step(batch, new Seed(1).For(i))["reconstruction"];
        }).ToList();
        Assert.True(losses[^5..].Average() < 0.5 * losses[..3].Average(), string.Join(" ", losses));
        Assert.Equal(d, Bytes(gan.Discriminator));
        Assert.All(gan.Discriminator.parameters(), p => Assert.Null(p.grad));
        foreach (var network in new[] { gan.Networks["encoder"], gan.Generator })
            Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.abs().sum().item<float>() > 0, p.name));
    }

    // Twice is as good as once: training may go on from exactly there.
    [Theory]
    [MemberData(nameof(NamesWithAutoencoder))]
    public void Begin_AfterTheAutoencoder_SamplesFromItsDecoderAndTheDiscriminatorFromTheEncoder(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = (AdversarialGan)Spec(name, """{"discriminatorFromEncoder": true}""").Build(Context(1, Precision.Fp32));
        for (var i = 0; i < 3; i++)
        {
            using var batch = Batch(1);
            gan.Phases[0].Step(batch, new Seed(1).For(i));
        }
        gan.Phases[^1].Begin(Images());
        var once = Bytes(gan.State());
        gan.Phases[^1].Begin(Images());
        Assert.Equal(once, Bytes(gan.State()));
        Assert.Equal(Bytes(gan.Generator), Bytes(gan.Networks["average"]));
        var (encoder, discriminator) = (gan.Networks["encoder"].state_dict(), gan.Discriminator.state_dict());
        string[] trunk = [.. encoder.Keys.Where(k => k.StartsWith("trunk.", StringComparison.Ordinal))];
        Assert.NotEmpty(trunk);
        Assert.All(trunk, k => Assert.Equal(Bytes(encoder[k]), Bytes(discriminator[k])));
    }

    // A bias before a loss of differences alone gets a gradient of zero, single weights may; a whole matrix never.
    [Theory]
    [MemberData(nameof(Names))]
    public void Step_EveryCall_GradientsReachTheDiscriminatorAndEveryNthTheGenerator(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = (AdversarialGan)Spec(name, """{"discriminatorSteps": 2}""").Build(Context(1, Precision.Fp32));
        using var batch = Batch(1);
        var g = Bytes(gan.Generator);
        Assert.DoesNotContain("generator", gan.Step(batch, new Seed(0)).Keys);
        AssertReached(gan.Discriminator);
        Assert.All(gan.Generator.parameters(), p => Assert.Null(p.grad));
        Assert.Equal(g, Bytes(gan.Generator));
        Assert.Contains("generator", gan.Step(batch, new Seed(1)).Keys);
        AssertReached(gan.Generator);
        Assert.NotEqual(g, Bytes(gan.Generator));

        static void AssertReached(nn.Module network) => Assert.All(network.named_parameters(), p =>
            Assert.True(p.parameter.grad is { } grad && (p.parameter.dim() < 2 || grad.abs().sum().item<float>() > 0), p.name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_WithAndWithoutTheGenerator_SameDiscriminator(string name)
    {
        using var scope = NewDisposeScope();
        using var batch = Batch(1);
        var discriminators = new[] { 1, 2 }.Select(steps =>
        {
            using var gan = (AdversarialGan)Spec(name, $$"""{"discriminatorSteps": {{steps}}}""").Build(Context(1, Precision.Fp32));
            gan.Step(batch, new Seed(0));
            Assert.All(gan.Discriminator.parameters(), p => Assert.True(p.requires_grad));
            return (Weights: Bytes(gan.Discriminator), Gradients: gan.Discriminator.parameters().SelectMany(p => Bytes(p.grad!)).ToArray());
        }).ToList();
        Assert.Equal(discriminators[0].Weights, discriminators[1].Weights);
        Assert.Equal(discriminators[0].Gradients, discriminators[1].Gradients);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Realness_Images_OneFiniteNumberEachAndNothingChanges(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = (AdversarialGan)Spec(name).Build(Context(1, Precision.Fp32));
        Train(gan, 1, steps: 5);
        using var batch = Batch(1);
        var before = Bytes(gan.State());
        var all = gan.Realness(batch.Images, batch.Labels);
        Assert.Equal([batch.Images.shape[0]], all.shape);
        Assert.False(all.requires_grad);
        Assert.True(all.isfinite().all().item<bool>());
        Assert.True(all.to(ScalarType.Float32).std().item<float>() > 0);
        // Each by itself: no statistics of the batch.
        Assert.Equal(all[2].item<float>(), gan.Realness(batch.Images[2..3], batch.Labels[2..3])[0].item<float>(), 1e-4f);
        Assert.Equal(before, Bytes(gan.State()));
        Assert.True(gan.Discriminator.training);
    }

    // Class c is an image whose c-th third is bright. Before long, the samples of a class must be nearest to it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Step_TinySet_SamplesOfAClassLookLikeIt(string name)
    {
        using var scope = NewDisposeScope();
        var spec = Spec(name, """
            {"discriminatorSteps": 1, "maxWidth": 128, "learningRate": 0.0005, "gan": {"learningRate": 0.0002, "hiddenSize": 512}}
            """);
        using var gan = (IGan)spec.Build(Context(3, Autocast.Resolve(Precision.Auto, DeviceType.CPU, Silence.Instance)));
        Pretrain(gan, 60);
        var right = 0;
        for (var i = 0; i < 600 && right < 22; i++)
        {
            using var batch = Batch((ulong)i);
            gan.Step(batch, new Seed(9).For(i));
            if (i % 50 == 49)
                right = RightOf24(gan, spec.LatentSize);
        }
        Assert.InRange(right, 22, 24);
    }

    // BAGAN knows of classes only what the autoencoder found.
    private static void Pretrain(IGan gan, int steps)
    {
        foreach (var phase in gan.Phases.SkipLast(1))
            for (var i = 0; i < steps; i++)
            {
                using var batch = Batch((ulong)i);
                phase.Step(batch, new Seed(8).For(i));
            }
        gan.Phases[^1].Begin(Images());
    }
}
