using Equipoise.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// How different the images of one class are from one another: the mean Euclidean distance of pairs of synthetic features
/// over that of real ones. 1 is as diverse as the real images, 0 one image repeated. It tells nothing about fidelity:
/// noise is diverse.
/// </summary>
public static class IntraClassDiversity
{
    /// <summary>The ratio, at least 0.</summary>
    /// <param name="real">[N,D] floating point: features of one class.</param>
    /// <param name="synthetic">[M,D] floating point: features of the same class.</param>
    /// <returns>Null where either has fewer than 2 rows, or where all real rows are equal.</returns>
    /// <exception cref="ArgumentException">Matrices of different width.</exception>
    public static double? Of(Tensor real, Tensor synthetic)
    {
        Shapes.Require(real, [-1, -1]);
        Shapes.Require(synthetic, [-1, real.shape[1]]);
        return MeanDistance(real) is { } expected and > 0 ? MeanDistance(synthetic) / expected : null;
    }

    private static double? MeanDistance(Tensor features)
    {
        var n = features.shape[0];
        if (n < 2)
            return null;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = features.to(ScalarType.Float64);
        // Through products of matrices equal rows would come out some 1e-7 apart.
        var distances = cdist(x, x, 2, compute_mode.donot_use_mm_for_euclid_dist); // [N,N]
        return distances.sum().item<double>() / (n * (n - 1.0));
    }
}
