using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Generators;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Monitoring;

/// <summary>A generator whose quality is known: it draws an image from a class and a seed, which is the first number of noise.</summary>
internal sealed class PhantomGan(Func<PhantomClass, Seed, byte[]> draw) : IGan
{
    public const int Side = 64;

    /// <summary>The true distribution.</summary>
    public static PhantomGan Fresh => new((kind, seed) => Pixels(PhantomSampler.Draw(kind, seed)));

    /// <summary>The true distribution without the darker half of the exposures.</summary>
    public static PhantomGan HalfOfTheModes => new((kind, seed) =>
    {
        var factors = PhantomSampler.Draw(kind, seed);
        return Pixels(factors with { Exposure = Math.Abs(factors.Exposure) });
    });

    /// <summary>One image per class.</summary>
    public static PhantomGan Repeated => new((kind, _) => Pixels(PhantomSampler.Draw(kind, new Seed(1))));

    /// <summary>No image at all.</summary>
    public static PhantomGan Noise => new((_, seed) =>
    {
        var pixels = new byte[Side * Side];
        seed.Random().NextBytes(pixels);
        return pixels;
    });

    /// <summary>The true distribution, but one image of this class.</summary>
    public static PhantomGan CollapsedIn(PhantomClass collapsed) =>
        new((kind, seed) => Pixels(PhantomSampler.Draw(kind, kind == collapsed ? new Seed(1) : seed)));

    /// <summary>The labels of all samples so far.</summary>
    public List<long> Asked { get; } = [];

    public Tensor Sample(Tensor labels, Tensor noise)
    {
        using var scope = NewDisposeScope();
        var kinds = labels.data<long>().ToArray();
        var seeds = noise[.., 0].contiguous().data<float>().Select(n => new Seed(BitConverter.SingleToUInt32Bits(n))).ToArray();
        Asked.AddRange(kinds);
        var pixels = kinds.Zip(seeds, (kind, seed) => draw((PhantomClass)kind, seed)).SelectMany(p => p).ToArray();
        return ImageSets.ToFloat(tensor(pixels).reshape(-1, 1, Side, Side)).MoveToOuterDisposeScope();
    }

    public IReadOnlyList<GanPhase> Phases => throw new NotSupportedException();

    public IReadOnlyDictionary<string, nn.Module> Networks => throw new NotSupportedException();

    public void ScaleLearningRates(double factor) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, Tensor> State() => throw new NotSupportedException();

    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => throw new NotSupportedException();

    public StepLosses Step(Batch real, Seed seed) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => throw new NotSupportedException();

    public void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private static byte[] Pixels(PhantomFactors factors) => PhantomRenderer.Draw(factors, Side).Pixels;
}
