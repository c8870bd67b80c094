using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Data.Phantoms;
using Equipoise.Tests.Support;
using static TorchSharp.torch;

namespace Equipoise.Tests.Generators.Monitoring;

/// <summary>Generators whose quality is known: they draw an image from a class and a seed, which is the first number of noise.</summary>
internal static class PhantomGan
{
    public const int Side = 64;

    /// <summary>The true distribution.</summary>
    public static FakeGan Fresh => Drawing((kind, seed) => Pixels(PhantomSampler.Draw(kind, seed)));

    /// <summary>The true distribution without the darker half of the exposures.</summary>
    public static FakeGan HalfOfTheModes => Drawing((kind, seed) =>
    {
        var factors = PhantomSampler.Draw(kind, seed);
        return Pixels(factors with { Exposure = Math.Abs(factors.Exposure) });
    });

    /// <summary>One image per class.</summary>
    public static FakeGan Repeated => Drawing((kind, _) => Pixels(PhantomSampler.Draw(kind, new Seed(1))));

    /// <summary>No image at all.</summary>
    public static FakeGan Noise => Drawing((_, seed) =>
    {
        var pixels = new byte[Side * Side];
        seed.Random().NextBytes(pixels);
        return pixels;
    });

    /// <summary>The true distribution, but one image of this class.</summary>
    public static FakeGan CollapsedIn(PhantomClass collapsed) =>
        Drawing((kind, seed) => Pixels(PhantomSampler.Draw(kind, kind == collapsed ? new Seed(1) : seed)));

    private static FakeGan Drawing(Func<PhantomClass, Seed, byte[]> draw) => new((labels, noise) =>
    {
        using var scope = NewDisposeScope();
        var seeds = noise[.., 0].contiguous().data<float>().Select(n => new Seed(BitConverter.SingleToUInt32Bits(n)));
        var pixels = labels.data<long>().Zip(seeds, (kind, seed) => draw((PhantomClass)kind, seed)).SelectMany(p => p).ToArray();
        return ImageSets.ToFloat(tensor(pixels).reshape(-1, 1, Side, Side)).MoveToOuterDisposeScope();
    });

    private static byte[] Pixels(PhantomFactors factors) => PhantomRenderer.Draw(factors, Side).Pixels;
}
