using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>How a network is told the class: by one-hot vectors or planes.</summary>
public static class Conditioning
{
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,classes] float32.</returns>
    public static Tensor OneHot(Tensor labels, int classes)
    {
        using var scope = NewDisposeScope();
        return functional.one_hot(labels, classes).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The noise with the one-hot label beside it, as a 1 x 1 map.</summary>
    /// <param name="noise">[N,Z].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,Z+classes,1,1].</returns>
    public static Tensor Seed(Tensor noise, Tensor labels, int classes)
    {
        using var scope = NewDisposeScope();
        return cat([noise, OneHot(labels, classes)], 1).unsqueeze(-1).unsqueeze(-1).MoveToOuterDisposeScope();
    }

    /// <summary>The image with a constant plane for each class, 1 for its own and 0 for the others.</summary>
    /// <param name="images">[N,C,H,W].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C+classes,H,W].</returns>
    public static Tensor Planes(Tensor images, Tensor labels, int classes)
    {
        using var scope = NewDisposeScope();
        var planes = OneHot(labels, classes).unsqueeze(-1).unsqueeze(-1)
            .expand(images.shape[0], classes, images.shape[2], images.shape[3]);
        return cat([images, planes], 1).MoveToOuterDisposeScope();
    }
}
