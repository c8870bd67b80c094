using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>How much the images of one class differ from one another.</summary>
public static class IntraClassDiversity
{
    /// <summary>
    /// The mean Euclidean distance between two synthetic images over that between two real ones: 1 where they are as
    /// diverse, 0 for one image over and over.
    /// </summary>
    /// <param name="real">[N,D] features of real images of a class.</param>
    /// <param name="synthetic">[M,D] features of synthetic images of the class.</param>
    /// <returns>Null where either has fewer than two images, or all real ones are the same.</returns>
    public static double? Ratio(Tensor real, Tensor synthetic) =>
        MeanDistance(real) is > 0 and var r && MeanDistance(synthetic) is { } s ? s / r : null;

    private static double? MeanDistance(Tensor features)
    {
        if (features.shape[0] < 2)
            return null;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var n = features.shape[0];
        var x = features.to(ScalarType.Float64);
        // Each pair twice, and each with itself at 0.
        return (cdist(x, x).sum() / (n * (n - 1))).item<double>();
    }
}
