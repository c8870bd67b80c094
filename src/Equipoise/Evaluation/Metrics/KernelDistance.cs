using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// The kernel distance, with Inception's features known as KID (Binkowski et al. 2018): the unbiased estimate of the squared
/// maximum mean discrepancy with the kernel <c>(x.y / D + 1)^3</c>. 0 in the mean where both are of one distribution, so
/// now and then below; unlike the Frechet distance it is not biased by few images.
/// </summary>
public static class KernelDistance
{
    /// <param name="real">[N,D], N at least 2.</param>
    /// <param name="synthetic">[M,D], M at least 2.</param>
    /// <returns>The squared discrepancy, computed in double precision.</returns>
    /// <exception cref="ArgumentException">Too few rows, or widths that differ.</exception>
    public static double Of(Tensor real, Tensor synthetic)
    {
        Shapes.Require(synthetic, [-1, real.shape[1]]);
        if (real.shape[0] < 2 || synthetic.shape[0] < 2)
            throw new ArgumentException($"At least two rows of each are needed; received {real.shape[0]} and {synthetic.shape[0]}.");
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = (real.to(ScalarType.Float64), synthetic.to(ScalarType.Float64));
        return (Within(x) + Within(y) - 2 * Kernel(x, y).mean()).item<double>();
    }

    // Over all pairs of different rows.
    private static Tensor Within(Tensor x)
    {
        var n = x.shape[0];
        var k = Kernel(x, x);
        return (k.sum() - k.trace()) / (n * (n - 1));
    }

    private static Tensor Kernel(Tensor x, Tensor y) => (x.mm(y.t()) / x.shape[1] + 1).pow(3);
}
