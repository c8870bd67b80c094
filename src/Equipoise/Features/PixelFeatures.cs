using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>The pixels themselves, averaged down to 16 x 16. Sees place and brightness, not texture; needs no weights.</summary>
[Named("pixels", "pixels averaged down to 16 x 16")]
public sealed class PixelFeatures : IFeatureExtractor
{
    private const int Side = 16;

    /// <inheritdoc/>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, -1, -1, -1]);
        using var scope = NewDisposeScope();
        return nn.functional.adaptive_avg_pool2d(images, [Side, Side]).flatten(1).MoveToOuterDisposeScope(); // [N,C 16 16]
    }

    public void Dispose()
    {
    }
}
