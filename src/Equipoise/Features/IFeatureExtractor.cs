using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// Turns images into the vectors that metrics compare. Variants carry a <see cref="Common.NamedAttribute"/> and have one
/// constructor, which takes a <see cref="FeatureContext"/>. The same images give the same features, whatever the batch.
/// </summary>
public interface IFeatureExtractor : IDisposable
{
    /// <summary>The name in the catalog; reports and caches say it.</summary>
    string Name { get; }

    /// <summary>Features per image.</summary>
    int Width { get; }

    /// <summary>All that features depend on beside the images, such as the variant and the weights; caches go by it.</summary>
    string Identity => Name;

    /// <summary>How images must be prepared; null where any size and as many channels as the context says will do.</summary>
    Preprocessing? Needs => null;

    /// <summary>The features of a batch, without gradients.</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1], on the context's device.</param>
    /// <returns>[N,Width] float32 on the same device; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The images do not fit the extractor.</exception>
    Tensor Extract(Tensor images);
}
