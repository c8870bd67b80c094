using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>What a generator must know of its data and machine.</summary>
/// <param name="ClassNames">The classes, in label order.</param>
/// <param name="PerClass">Training images of each class.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Resolution">Side of the images in pixels: a power of two from 32 to 256.</param>
/// <param name="Seed">For the first weights.</param>
/// <param name="Device">Where it trains.</param>
/// <param name="Precision">Resolved: fp32 or bf16.</param>
public sealed record GeneratorContext(
    IReadOnlyList<string> ClassNames, IReadOnlyList<int> PerClass, int Channels, int Resolution, Seed Seed, Device Device, Precision Precision)
{
    /// <summary>The number of classes.</summary>
    public int Classes => PerClass.Count;

    /// <summary>Share of each class among the training images; sums to 1.</summary>
    public IReadOnlyList<double> ClassShares => [.. PerClass.Select(n => (double)n / PerClass.Sum())];
}
