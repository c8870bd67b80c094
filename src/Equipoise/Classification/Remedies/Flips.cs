using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Classification.Remedies;

/// <summary>
/// Horizontal and vertical flips, each with probability one half: the paper's "standard augmentation". A vertical
/// flip makes no sense of a radiograph; it is here because the paper did it.
/// </summary>
[Named("flips", "real images, flipped at random in both directions")]
public sealed class Flips : IRemedy
{
    /// <inheritdoc/>
    public (Tensor Images, Tensor Targets) Prepare(Tensor images, Tensor targets, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var generator = seed.Torch(CPU);
        foreach (var dimension in new[] { 3, 2 })
        {
            var turned = (rand([images.shape[0], 1, 1, 1], generator: generator) < Number.Half).to(images.device);
            images = where(turned, images.flip(dimension), images);
        }
        return (images.MoveToOuterDisposeScope(), targets);
    }
}
