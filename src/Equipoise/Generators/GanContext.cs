using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>What a GAN must know of its data and machine.</summary>
/// <param name="ClassShares">Share of each class among the training images; sums to 1.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Resolution">Side of the images in pixels: a power of two from 32 to 256.</param>
/// <param name="Seed">For the first weights.</param>
/// <param name="Device">Where it trains.</param>
/// <param name="Precision">Resolved: fp32 or bf16.</param>
public sealed record GanContext(
    IReadOnlyList<double> ClassShares, int Channels, int Resolution, Seed Seed, Device Device, Precision Precision)
{
    /// <summary>The number of classes.</summary>
    public int Classes => ClassShares.Count;
}
