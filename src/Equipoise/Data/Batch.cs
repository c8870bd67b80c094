using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>Images and their labels on one device. Owns its tensors.</summary>
/// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
/// <param name="labels">[N] int64.</param>
public sealed class Batch(Tensor images, Tensor labels) : IDisposable
{
    /// <summary>[N,C,H,W] float32 in [-1,1].</summary>
    public Tensor Images => images;

    /// <summary>[N] int64.</summary>
    public Tensor Labels => labels;

    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
    }
}
