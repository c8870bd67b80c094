using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Generators;
using Equipoise.Generators.Copying;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Copying;

public sealed class GeneratorProbesTests : IDisposable
{
    private const int Side = 16, Latent = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _dataset;
    private readonly RealImages _training, _heldOut;

    public GeneratorProbesTests()
    {
        _dataset = TestImages.Load(_folder, Side, 40, 40);
        _training = _dataset.Select(Enumerable.Range(0, 80).Where(i => i % 2 == 0));
        _heldOut = _dataset.Select(Enumerable.Range(0, 80).Where(i => i % 2 == 1));
    }

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    // A generator whose images are mixtures of the training images, and a discriminator that looks them up.
    [Fact]
    public void Find_NetworksThatKnowTheirTrainingImages_Suspected()
    {
        using var scope = NewDisposeScope();
        using var batch = _training.Take([.. Enumerable.Range(0, 40)], CPU);
        var known = batch.Images.flatten(1);
        using var random = new Generator(3, CPU);
        var keys = randn([Latent, 40], generator: random);
        using var gan = new FakeGan((_, z) => nn.functional.softmax(z.mm(keys), 1).mm(known).reshape(-1, 1, Side, Side))
        {
            Judge = (images, _) => -cdist(images.flatten(1), known).amin([1]),
        };
        Assert.All(Find(gan), f => Assert.True(f.Suspected && f.Value > 0.7 && f.Interval!.Value.Low > 0.5, $"{f.Name}: {f.Value} {f.Verdict}"));
    }

    [Fact]
    public void Find_NetworksThatKnowNothing_NotSuspected()
    {
        using var random = new Generator(3, CPU);
        using var basis = randn([Latent, Side * Side], generator: random);
        using var gan = new FakeGan((_, z) => z.mm(basis).tanh().reshape(-1, 1, Side, Side));
        var findings = Find(gan);
        Assert.Equal(["membership", "latent-recovery"], findings.Select(f => f.Name));
        Assert.All(findings, f => Assert.False(f.Suspected, $"{f.Name}: {f.Value}"));
    }

    // No discriminator to ask; and where images do not follow from noise smoothly, none to search.
    [Fact]
    public void Find_GeneratorsThatAreNoGans_WhatCanBeFound()
    {
        using var random = new Generator(3, CPU);
        using var basis = randn([Latent, Side * Side], generator: random);
        using var smooth = new FakeGan((_, z) => z.mm(basis).tanh().reshape(-1, 1, Side, Side));
        using var jumping = new FakeGan((_, z) => z.detach().mm(basis).tanh().reshape(-1, 1, Side, Side));
        Assert.Equal(["latent-recovery"], Find(new NoGan(smooth)).Select(f => f.Name));
        Assert.Empty(Find(new NoGan(jumping)));
    }

    // The discriminator is asked with the GAN's own numbers of the classes, which may be in another order.
    [Fact]
    public void Find_ClassesInAnotherOrder_AskedByName()
    {
        var asked = new List<(long Label, float Corner)>();
        using var gan = new FakeGan((_, z) => z.sum(1).reshape(-1, 1, 1, 1).expand(-1, 1, Side, Side))
        {
            Judge = (images, labels) =>
            {
                asked.AddRange(labels.data<long>().ToArray().Zip(images[.., 0, 3, 3].data<float>().ToArray()));
                return images.mean([1, 2, 3]);
            },
        };
        _ = new GeneratorProbes(gan, Latent, ["other", "b", "a"], CPU, new LatentRecoverySettings { Images = 0 }, new Seed(1))
            .Find(_training, _heldOut, Silence.Instance, default).ToList();
        Assert.Equal(80, asked.Count);
        // Class a has its bright square at the left.
        Assert.All(asked, a => Assert.Equal(a.Corner > 0.5 ? 2 : 1, a.Label));
    }

    private List<MemorisationFinding> Find(IGenerator gan) =>
        [.. new GeneratorProbes(gan, Latent, ["a", "b"], CPU, new LatentRecoverySettings { Images = 40, Steps = 60 }, new Seed(1))
            .Find(_training, _heldOut, Silence.Instance, default)];

    // A GAN whose discriminator is lost.
    private sealed class NoGan(FakeGan gan) : IGenerator
    {
        public IReadOnlyList<GeneratorPhase> Phases => gan.Phases;

        public IReadOnlyDictionary<string, nn.Module> Networks => gan.Networks;

        public Tensor Sample(Tensor labels, Tensor noise) => gan.Sample(labels, noise);

        public Tensor Decode(Tensor labels, Tensor noise) => gan.Decode(labels, noise);

        public void ScaleLearningRates(double factor) => gan.ScaleLearningRates(factor);

        public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => gan.GeneratorWeights();

        public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => gan.LoadGeneratorWeights(weights);

        public IReadOnlyDictionary<string, Tensor> State() => gan.State();

        public void LoadState(IReadOnlyDictionary<string, Tensor> state) => gan.LoadState(state);

        public void Dispose() => gan.Dispose();
    }
}
