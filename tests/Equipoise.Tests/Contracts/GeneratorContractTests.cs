using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Tests.Support;
using TorchSharp;
using static Equipoise.Tests.Support.TinyGenerators;
using static TorchSharp.torch;

namespace Equipoise.Tests.Contracts;

/// <summary>What every generator of the catalog must do.</summary>
[Collection(TrainingTests.Name)]
public class GeneratorContractTests
{
    // Networks this small are slower on two threads, and many times so beside other work.
    public GeneratorContractTests() => set_num_threads(1);

    public static TheoryData<string> Names => [.. GeneratorCatalog.All.Names];

    public static TheoryData<string> NamesThatLearn => [.. ThatLearn];

    [Theory]
    [MemberData(nameof(NamesThatLearn))]
    public void Step_SameSeed_SameWeightsAndAnotherSeedDiffers(string name)
    {
        byte[] Run(ulong seed) => Trained(name, seed, steps: 6, generator => Bytes(generator.GeneratorWeights()));
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
    }

    // Whatever a step or a sample depends on is in the state, or the other generator would not go the same way.
    [Theory]
    [MemberData(nameof(NamesThatLearn))]
    public void LoadState_OfAnotherInTheMiddle_SameStepsAndSamplesFromThere(string name)
    {
        foreach (var precision in Precisions(name))
        {
            using var scope = NewDisposeScope();
            using var batch = Batch(1);
            using var straight = Spec(name).Build(Context(1, precision));
            using var other = Spec(name).Build(Context(1, precision));
            straight.ScaleLearningRates(0.5);
            other.ScaleLearningRates(0.5);
            for (var i = 0; i < 7; i++)
                Step(straight, i);
            straight.Phases[^1].EndEpoch(Images());
            foreach (var i in new[] { 0, 90, 91 })
                Step(other, i);
            Assert.NotEqual(Digests(straight), Digests(other));
            other.LoadState(Weights.Copy(straight.State));
            var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize));
            Assert.Equal(Bytes(straight.Sample(labels, noise)), Bytes(other.Sample(labels, noise)));
            for (var i = 7; i < 20; i++)
                Assert.Equal(Step(straight, i), Step(other, i));
            Assert.Equal(Digests(straight), Digests(other));
            Assert.Equal(Bytes(straight.Sample(labels, noise)), Bytes(other.Sample(labels, noise)));

            // Of each phase a few.
            StepLosses Step(IGenerator generator, int i) => generator.Phases[i < 4 ? 0 : ^1].Step(batch, new Seed(3).For(i));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LoadState_MissingOrTooMany_ArgumentExceptionThatNamesIt(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = Spec(name).Build(Context(1, Precision.Fp32));
        var state = generator.State().ToDictionary();
        Assert.Contains("counters.more", Assert.Throws<ArgumentException>(() => generator.LoadState(state.Append(new("counters.more", ones(1))).ToDictionary())).Message);
        foreach (var key in state.Keys.Take(1))
            Assert.Contains(key[(key.IndexOf('.') + 1)..], Assert.Throws<ArgumentException>(() => generator.LoadState(state.Where(s => s.Key != key).ToDictionary())).Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScaleLearningRates_Zero_WeightsStay(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = Spec(name).Build(Context(1, Precision.Fp32));
        using var batch = Batch(1);
        generator.ScaleLearningRates(0);
        var before = generator.Networks.Values.SelectMany(n => n.parameters()).SelectMany(Bytes).ToArray();
        foreach (var phase in generator.Phases)
            phase.Step(batch, new Seed(1));
        Assert.Equal(before, generator.Networks.Values.SelectMany(n => n.parameters()).SelectMany(Bytes));
    }

    // The statistics of the scopes count every tensor of this thread that lives.
    [Theory]
    [MemberData(nameof(Names))]
    public void StepAndSample_TwentyTimes_NoTensorStaysAlive(string name)
    {
        using var outer = NewDisposeScope();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        using var generator = Spec(name).Build(Context(1, Precision.Fp32));
        using var batch = Batch(1);
        using var noise = randn(3, Spec(name).LatentSize);
        using var labels = arange(3);
        // The first steps make the optimisers' state.
        for (var i = 0; i < 5; i++)
            Once(i);
        var before = statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
            Once(i);
        Assert.Equal(before, statistics.ThreadTotalLiveCount);

        void Once(int i)
        {
            foreach (var phase in generator.Phases.TakeLast(1))
            {
                phase.Step(batch, new Seed(1).For(i));
                if (i % 5 == 0)
                    phase.EndEpoch(Images());
            }
            if (i % 5 == 0)
                generator.Sample(labels, noise).Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(NamesThatLearn))]
    public void Step_Bf16_FiniteLossesAndWeightsInSinglePrecision(string name)
    {
        Assert.SkipUnless(Precisions(name).Contains(Precision.Bf16), "This machine does not offer bf16, or too slowly.");
        using var scope = NewDisposeScope();
        using var generator = Spec(name).Build(Context(1, Precision.Bf16));
        using var batch = Batch(1);
        for (var i = 0; i < 6; i++)
            Assert.True(generator.Phases[^1].Step(batch, new Seed(1).For(i)).Finite);
        Assert.All(generator.GeneratorWeights().Where(w => w.Value.is_floating_point()), w => Assert.Equal(ScalarType.Float32, w.Value.dtype));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_AnyLabels_ShapeRangeAndTheLabelMatters(string name) => Trained(name, 1, steps: 5, generator =>
    {
        using var scope = NewDisposeScope();
        var noise = randn(1, Spec(name).LatentSize).expand(3, -1);
        var images = generator.Sample(arange(3), noise);
        Assert.Equal([3, 1, 32, 32], images.shape);
        Assert.InRange(images.abs().max().item<float>(), 0, 1);
        Assert.True((images[0] - images[1]).abs().max().item<float>() > 0);
        Assert.Equal(images.data<float>().ToArray(), generator.Sample(arange(3), noise).data<float>().ToArray());
        // Each by itself, whatever else is asked for; convolutions of another batch may differ in the last bits.
        Assert.True((images[2] - generator.Sample(arange(2, 3), noise[..1])[0]).abs().max().item<float>() < 1e-4);
        return 0;
    });

    // Whoever searches noise for an image needs its gradient, at the images that are sampled.
    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_Noise_TheSampledImagesAndTheWayBack(string name) => Trained(name, 1, steps: 5, generator =>
    {
        using var scope = NewDisposeScope();
        var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize).requires_grad_());
        var images = generator.Decode(labels, noise);
        Assert.Equal(Bytes(generator.Sample(labels, noise)), Bytes(images.detach()));
        Assert.Equal(ThatLearn.Contains(name), images.requires_grad);
        if (!images.requires_grad)
            return 0;
        var gradient = autograd.grad([images[1].sum()], [noise])[0].abs().sum(1);
        Assert.True(gradient[1].item<float>() > 0);
        Assert.Equal(0, gradient[0].item<float>());
        return 0;
    });

    [Theory]
    [MemberData(nameof(NamesThatLearn))]
    public void LoadGeneratorWeights_OfAnother_SameSamples(string name)
    {
        using var scope = NewDisposeScope();
        var (labels, noise) = (arange(3), randn(3, Spec(name).LatentSize));
        using var trained = Spec(name).Build(Context(1, Precision.Fp32));
        using var other = Spec(name).Build(Context(2, Precision.Fp32));
        using (var batch = Batch(1))
            for (var i = 0; i < 5; i++)
                trained.Phases[^1].Step(batch, new Seed(0).For(i));
        trained.Phases[^1].EndEpoch(Images());
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
            using var generator = Spec(name).Build(Context(1, Precision.Fp32) with { Resolution = resolution, Channels = channels });
            using var batch = new Batch(zeros(2, channels, resolution, resolution), zeros(2, dtype: ScalarType.Int64));
            foreach (var phase in generator.Phases.TakeLast(1))
                Assert.True(phase.Step(batch, new Seed(0)).Finite);
            Assert.Equal([2, channels, resolution, resolution], generator.Sample(arange(2), randn(2, Spec(name).LatentSize)).shape);
        }
    }

    private static T Trained<T>(string name, ulong seed, int steps, Func<IGenerator, T> use)
    {
        using var generator = Spec(name).Build(Context(seed, Precision.Fp32));
        Train(generator, seed, steps);
        return use(generator);
    }
}
