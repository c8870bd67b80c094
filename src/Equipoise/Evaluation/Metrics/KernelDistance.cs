using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// Kernel inception distance of Binkowski et al. (2018, "Demystifying MMD GANs"), for features of any kind: the squared
/// maximum mean discrepancy between two sets under the kernel (x.y / D + 1)^3. The estimate is unbiased at every number of
/// images, so it is 0 on average for sets of one distribution and may fall below 0. Deviation: all rows enter one estimate,
/// where the paper's code averages estimates on subsets, which is as unbiased and varies more.
/// </summary>
[Named("kernel", "Kernel distance of the features (KID with Inception's): unbiased however few the images.")]
public sealed class KernelDistance : IMetric
{
    public int FewestImages => 2;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed) =>
        [MeanDiscrepancy.Result("kernel", real, synthetic, Kernel)];

    /// <summary>The distance between two sets of features; lower is nearer.</summary>
    /// <param name="real">[N,D] floating point, at least 2 rows.</param>
    /// <param name="synthetic">[M,D] floating point on the same device, at least 2 rows.</param>
    /// <exception cref="ArgumentException">Fewer than 2 rows, or matrices of different width.</exception>
    public static double Of(Tensor real, Tensor synthetic)
    {
        TwoSets.Require(real, synthetic, "kernel distance");
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = (real.to(ScalarType.Float64), synthetic.to(ScalarType.Float64));
        return MeanDiscrepancy.Of(Kernel(x, x), Kernel(y, y), Kernel(x, y));
    }

    private static Tensor Kernel(Tensor x, Tensor y) =>
        x.mm(y.t()).OverInPlace(x.shape[1]).PlusInPlace(Number.One).ToThePowerInPlace(3); // [N,M]
}
