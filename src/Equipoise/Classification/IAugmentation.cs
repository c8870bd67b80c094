using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>A random change of training images that keeps their class. Never applied to validation or test images.</summary>
public interface IAugmentation
{
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <returns>The same shape and range; the caller owns it.</returns>
    Tensor Apply(Tensor images, Seed seed);
}
