using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// The pixels themselves, averaged over areas down to 16 x 16 per channel. They know exposure, anatomy and large lesions but
/// no texture, and need no weights. Where a side is no multiple of 16 neighbouring areas overlap, as in PyTorch's adaptive
/// pooling.
/// </summary>
[Named("pixels", "Pixels averaged down to 16 x 16; needs no weights.")]
public sealed class PixelFeatures(FeatureContext context) : IFeatureExtractor
{
    private const int Side = 16;

    public string Name => "pixels";

    public int Width => context.Channels * Side * Side;

    /// <inheritdoc/>
    /// <param name="images">[N,C,H,W] float32, no side below 16 pixels.</param>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, context.Channels, -1, -1]);
        if (Math.Min(images.shape[2], images.shape[3]) < Side)
            throw new ArgumentException(
                $"Images of {images.shape[3]} x {images.shape[2]} pixels; '{Name}' needs at least {Side} x {Side}.", nameof(images));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return nn.functional.adaptive_avg_pool2d(images, Side).flatten(1).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}
