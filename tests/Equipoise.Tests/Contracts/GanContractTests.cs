using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Generators.Gans;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Tests.Contracts;

/// <summary>What every GAN of the catalog must do.</summary>
[Collection(TrainingTests.Name)]
public class GanContractTests
{
    // Networks this small are slower on two threads, and many times so beside other work.
    public GanContractTests() => set_num_threads(1);

    public static TheoryData<string> Names => [.. GanCatalog.All.Names];

    public static TheoryData<string> NamesWithAutoencoder => [.. GanCatalog.All.Names.Where(n => n.EndsWith("bagan", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_SameSeed_SameWeightsAndAnotherSeedDiffers(string name)
    {
        byte[] Run(ulong seed) => Trained(name, seed, steps: 6, gan => Bytes(gan.GeneratorWeights()));
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    // Whatever a step depends on is in the state, or the other GAN would not go the same way.
    [Theory]
    [MemberData(nameof(Names))]
    public void LoadState_OfAnotherInTheMiddle_SameStepsAndSamplesFromThere(string name)
    {
        foreach (var precision in new[] { Precision.Fp32, Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance) }.Distinct())
        {
            using var scope = NewDisposeScope();
            using var batch = Batch(1);
            using var straight = Spec(name).Build(Context(1, precision));
            using var other = Spec(name).Build(Context(1, precision));
            straight.ScaleLearningRates(0.5);
            other.ScaleLearningRates(0.5);
            for (var i = 0; i < 7; i++)
                Step(straight, i);
            foreach (var i in new[] { 0, 90, 91 })
                Step(other, i);
            Assert.NotEqual(Digests(straight), Digests(other));
            other.LoadState(Weights.Copy(straight.State));
            for (var i = 7; i < 20; i++)
                Assert.Equal(Step(straight, i), Step(other, i));
            Assert.Equal(Digests(straight), Digests(other));
            var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize));
            Assert.Equal(Bytes(straight.Sample(labels, noise)), Bytes(other.Sample(labels, noise)));

            // Of each phase a few.
            StepLosses Step(IGan gan, int i) => (i < 4 ? gan.Phases[0].Step : gan.Phases[^1].Step)(batch, new Seed(3).For(i));
        }
    }

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
    [MemberData(nameof(Names))]
    public void ScaleLearningRates_Zero_WeightsStay(string name)
    {
        using var scope = NewDisposeScope();
        using var gan = Spec(name).Build(Context(1, Precision.Fp32));
        using var batch = Batch(1);
        gan.ScaleLearningRates(0);
        var before = gan.Networks.Values.SelectMany(n => n.parameters()).SelectMany(Bytes).ToArray();
        foreach (var phase in gan.Phases)
            phase.Step(batch, new Seed(1));
        Assert.Equal(before, gan.Networks.Values.SelectMany(n => n.parameters()).SelectMany(Bytes));
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
        gan.Phases[^1].Begin([Batch(1), Batch(2)]);
        var once = Bytes(gan.State());
        gan.Phases[^1].Begin([Batch(1), Batch(2)]);
        Assert.Equal(once, Bytes(gan.State()));
        Assert.Equal(Bytes(gan.Generator), Bytes(gan.Networks["average"]));
        var (encoder, discriminator) = (gan.Networks["encoder"].state_dict(), gan.Discriminator.state_dict());
        string[] trunk = [.. encoder.Keys.Where(k => k.StartsWith("trunk.", StringComparison.Ordinal))];
        Assert.NotEmpty(trunk);
        Assert.All(trunk, k => Assert.Equal(Bytes(encoder[k]), Bytes(discriminator[k])));
    }

    // The statistics of the scopes count every tensor of this thread that lives.
    [Theory]
    [MemberData(nameof(Names))]
    public void Step_TwentyTimes_NoTensorStaysAlive(string name)
    {
        using var outer = NewDisposeScope();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        using var gan = Spec(name).Build(Context(1, Precision.Fp32));
        using var batch = Batch(1);
        // The first steps make the optimisers' state.
        for (var i = 0; i < Spec(name).DiscriminatorSteps; i++)
            gan.Step(batch, new Seed(0).For(i));
        var before = statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
            gan.Step(batch, new Seed(1).For(i));
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
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
    public void Step_Bf16_FiniteLossesAndWeightsInSinglePrecision(string name)
    {
        var precision = Autocast.Resolve(Precision.Bf16, DeviceType.CPU, Silence.Instance);
        Assert.SkipUnless(precision == Precision.Bf16, "This machine does not offer bf16.");
        using var scope = NewDisposeScope();
        using var gan = Spec(name).Build(Context(1, precision));
        using var batch = Batch(1);
        for (var i = 0; i < 6; i++)
            Assert.True(gan.Step(batch, new Seed(1).For(i)).Finite);
        Assert.All(gan.GeneratorWeights().Where(w => w.Value.is_floating_point()), w => Assert.Equal(ScalarType.Float32, w.Value.dtype));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_AnyLabels_ShapeRangeAndTheLabelMatters(string name) => Trained(name, 1, steps: 5, gan =>
    {
        using var scope = NewDisposeScope();
        var noise = randn(1, Spec(name).LatentSize).expand(3, -1);
        var images = gan.Sample(arange(3), noise);
        Assert.Equal([3, 1, 32, 32], images.shape);
        Assert.InRange(images.abs().max().item<float>(), 0, 1);
        Assert.True((images[0] - images[1]).abs().max().item<float>() > 0);
        Assert.Equal(images.data<float>().ToArray(), gan.Sample(arange(3), noise).data<float>().ToArray());
        return 0;
    });

    // Whoever searches noise for an image needs its gradient, at the images that are sampled.
    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_Noise_TheSampledImagesAndTheWayBack(string name) => Trained(name, 1, steps: 5, gan =>
    {
        using var scope = NewDisposeScope();
        var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize).requires_grad_());
        var images = gan.Decode(labels, noise);
        Assert.Equal(Bytes(gan.Sample(labels, noise)), Bytes(images.detach()));
        var gradient = autograd.grad([images[1].sum()], [noise])[0].abs().sum(1);
        Assert.True(gradient[1].item<float>() > 0);
        Assert.Equal(0, gradient[0].item<float>());
        return 0;
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Realness_Images_OneFiniteNumberEachAndNothingChanges(string name) => Trained(name, 1, steps: 5, gan =>
    {
        using var scope = NewDisposeScope();
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
        Assert.True(((AdversarialGan)gan).Discriminator.training);
        return 0;
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void LoadGeneratorWeights_OfAnother_SameSamples(string name)
    {
        using var scope = NewDisposeScope();
        var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize));
        using var trained = Spec(name).Build(Context(1, Precision.Fp32));
        using var other = Spec(name).Build(Context(2, Precision.Fp32));
        using (var batch = Batch(1))
            for (var i = 0; i < Spec(name).DiscriminatorSteps; i++)
                trained.Step(batch, new Seed(0).For(i));
        Assert.NotEqual(Bytes(trained.Sample(labels, noise)), Bytes(other.Sample(labels, noise)));
        other.LoadGeneratorWeights(trained.GeneratorWeights());
        Assert.Equal(Bytes(trained.Sample(labels, noise)), Bytes(other.Sample(labels, noise)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_EveryResolutionAndChannels_FiniteLossesAndFittingSamples(string name)
    {
        foreach (var (resolution, channels) in new[] { (32, 3), (64, 1), (128, 1), (256, 1) })
        {
            using var scope = NewDisposeScope();
            using var gan = Spec(name).Build(Context(1, Precision.Fp32) with { Resolution = resolution, Channels = channels });
            using var batch = new Batch(zeros(2, channels, resolution, resolution), zeros(2, dtype: ScalarType.Int64));
            Assert.True(gan.Step(batch, new Seed(0)).Finite);
            Assert.Equal([2, channels, resolution, resolution], gan.Sample(arange(2), randn(2, Spec(name).LatentSize)).shape);
        }
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
        using var gan = spec.Build(Context(3, Autocast.Resolve(Precision.Auto, DeviceType.CPU, Silence.Instance)));
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
        gan.Phases[^1].Begin([Batch(1), Batch(2)]);
    }

    private static int RightOf24(IGan gan, int latentSize)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(7, CPU);
        var samples = gan.Sample(arange(3).repeat_interleave(8), randn([24, latentSize], generator: generator));
        var prototypes = Pattern(arange(3)).flatten(1);
        var nearest = cdist(samples.flatten(1), prototypes).argmin(1).data<long>().ToArray();
        return nearest.Where((n, i) => n == i / 8).Count();
    }

    private static GanSpec Spec(string name, string settings = "{}")
    {
        var small = JsonNode.Parse("""
            {"latentSize": 16, "batchSize": 12, "emaDecay": 0.9, "maxWidth": 64, "hiddenSize": 64, "labelSize": 16, "learningRate": 0.001,
             "bagan": {"maxWidth": 128}}
            """)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(settings)!.AsObject())
            small[key] = value!.DeepClone();
        return GanCatalog.Resolve(name, small);
    }

    private static GanContext Context(ulong seed, Precision precision) => new([0.5, 0.4, 0.1], 1, 32, new Seed(seed), CPU, precision);

    private static T Trained<T>(string name, ulong seed, int steps, Func<IGan, T> use)
    {
        using var gan = Spec(name).Build(Context(seed, Precision.Fp32));
        Pretrain(gan, 2);
        for (var i = 0; i < steps; i++)
        {
            using var batch = Batch(1);
            gan.Step(batch, new Seed(seed).For(i));
        }
        return use(gan);
    }

    private static Batch Batch(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        var labels = arange(12).remainder(3);
        var images = (Pattern(labels) + randn([12, 1, 32, 32], generator: generator) * 0.05).clamp(-1, 1);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }

    private static Tensor Pattern(Tensor labels)
    {
        var third = arange(32).mul(3).div(32, RoundingMode.floor).reshape(1, 1, 1, 32);
        return third.eq(labels.reshape(-1, 1, 1, 1)).to(ScalarType.Float32).mul(1.4).sub(0.7).expand(-1, 1, 32, 32);
    }

    private static byte[] Bytes(IReadOnlyDictionary<string, Tensor> weights) =>
        [.. weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => Bytes(w.Value))];

    private static string[] Digests(IGan gan) =>
        [.. gan.State().Select(s => $"{s.Key} {ContentHash.Of(Bytes(s.Value)).Hex[..8]}").Order(StringComparer.Ordinal)];

    private static byte[] Bytes(nn.Module network) => [.. network.parameters().SelectMany(Bytes)];

    private static byte[] Bytes(Tensor t) => t.detach().contiguous().bytes.ToArray();
}
