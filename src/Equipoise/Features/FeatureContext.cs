using Equipoise.Features.Pretrained;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>What an extractor must know of the images and the machine.</summary>
/// <param name="Channels">1 or 3.</param>
/// <param name="Device">Where the images are, and the extractor's weights, if it has any.</param>
public sealed record FeatureContext(int Channels, Device Device)
{
    /// <summary>Where imported weights are found.</summary>
    public WeightsStore Weights { get; init; } = WeightsStore.Default;
}
