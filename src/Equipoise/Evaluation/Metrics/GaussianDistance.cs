using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// The squared maximum mean discrepancy under a Gaussian kernel, which unlike a polynomial one tells any two distributions apart
/// (Gretton et al. 2012; Jayasumana et al. 2024 have it on CLIP's features). Its width is the median distance between real images.
/// </summary>
[Named("gaussian", "Maximum mean discrepancy under a Gaussian kernel, as wide as real images are apart.")]
public sealed class GaussianDistance : IMetric
{
    private const int EnoughForMedian = 2000;

    public int FewestImages => 2;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed)
    {
        var width = MedianDistance(real.Values);
        return [MeanDiscrepancy.Result("gaussian", real, synthetic, (x, y) => Kernel(x, y, width))];
    }

    internal static double MedianDistance(Tensor x)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var some = x[..(int)Math.Min(x.shape[0], EnoughForMedian)];
        var median = cdist(some, some).masked_select(ones(some.shape[0], some.shape[0], ScalarType.Bool).triu(1)).median().item<double>();
        // All equal: any width tells whether others are equal too.
        return median > 0 ? median : 1;
    }

    internal static Tensor Kernel(Tensor x, Tensor y, double width) =>
        cdist(x, y).ToThePowerInPlace(2).TimesInPlace(-0.5 / (width * width)).exp_(); // [N,M]
}
