using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>Features of some images at a time, so that no more memory is taken than for these.</summary>
internal static class InParts
{
    /// <param name="images">[N,C,H,W].</param>
    /// <param name="atOnce">At most this many images are given to <paramref name="extract"/>.</param>
    /// <param name="width">D.</param>
    /// <param name="extract">Images [n,C,H,W] to features [n,D].</param>
    /// <returns>[N,D].</returns>
    public static Tensor Of(Tensor images, int atOnce, int width, Func<Tensor, Tensor> extract)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        List<Tensor> parts = [];
        for (long start = 0; start < images.shape[0]; start += atOnce)
        {
            using var inner = NewDisposeScope();
            parts.Add(extract(images.narrow(0, start, Math.Min(atOnce, images.shape[0] - start))).MoveToOuterDisposeScope());
        }
        return (parts.Count > 0 ? cat([.. parts]) : empty(0, width, device: images.device)).MoveToOuterDisposeScope();
    }
}
