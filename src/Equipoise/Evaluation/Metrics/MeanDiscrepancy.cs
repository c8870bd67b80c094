using Equipoise.Common;
using static Equipoise.Common.Number;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// The squared maximum mean discrepancy (Gretton et al. 2012) from matrices of kernel values, unbiased at every number of images: an
/// image is not paired with itself. 0 on average for sets of one distribution, so that it may fall below 0.
/// </summary>
internal static class MeanDiscrepancy
{
    /// <param name="real">[N,N], N at least 2.</param>
    /// <param name="synthetic">[M,M], M at least 2.</param>
    /// <param name="cross">[N,M].</param>
    public static double Of(Tensor real, Tensor synthetic, Tensor cross) =>
        MeanOfPairs(real) + MeanOfPairs(synthetic) - 2 * cross.mean().item<double>();

    /// <summary>The same as a figure with an interval.</summary>
    public static MetricResult Result(string name, FeatureSet real, FeatureSet synthetic, Func<Tensor, Tensor, Tensor> kernel)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (xx, yy, xy) = (kernel(real.Values, real.Values), kernel(synthetic.Values, synthetic.Values), kernel(real.Values, synthetic.Values));
        var value = Of(xx, yy, xy);
        return new(name, Best.Low, value, Influence.Interval(
            value, Influences(xx, xy.mean([1])), real.Groups, Influences(yy, xy.mean([0])), synthetic.Groups));
    }

    // Twice how much more similar an image is to its own set than its set is on average, less the same of the other set.
    private static double[] Influences(Tensor within, Tensor across)
    {
        var own = (within.sum(1) - within.diagonal()) / (Number)(within.shape[0] - 1);
        return (Two * (own - own.mean()) - Two * (across - across.mean())).data<double>().ToArray();
    }

    private static double MeanOfPairs(Tensor kernel)
    {
        var n = kernel.shape[0];
        return (kernel.sum() - kernel.trace()).item<double>() / (n * (n - 1.0));
    }
}
