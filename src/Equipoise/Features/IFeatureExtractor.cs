using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>Turns images into vectors that metrics compare. Implementations are found by their name; see <see cref="FeatureCatalog"/>.</summary>
public interface IFeatureExtractor : IDisposable
{
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <returns>[N,D] float32; D is the same for all images of one shape.</returns>
    Tensor Extract(Tensor images);
}
