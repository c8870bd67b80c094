using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// Vendi score (Friedman and Dieng 2023): the number of different images that would be as diverse, the exponential of the
/// entropy of the eigenvalues of K / N, where K are similarities. These are Gaussian in the distance, as wide as real images are
/// apart, so that features need not be normalised. Given as the ratio of synthetic to real images.
/// </summary>
[Named("vendi", "Vendi score of synthetic over that of real images: how many different images there effectively are.")]
public sealed class VendiScore : IMetric
{
    public int FewestImages => 2;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed)
    {
        var width = GaussianDistance.MedianDistance(real.Values);
        var (score, ofReal) = Score(GaussianDistance.Kernel(real.Values, real.Values, width));
        var (other, ofSynthetic) = Score(GaussianDistance.Kernel(synthetic.Values, synthetic.Values, width));
        var ratio = other / score;
        yield return new("vendi", Best.One, ratio, Influence.Interval(
            ratio, [.. ofReal.Select(i => -ratio * i)], real.Groups, [.. ofSynthetic.Select(i => ratio * i)], synthetic.Groups));
    }

    /// <summary>The score, 1 to N, and each image's influence on its logarithm.</summary>
    /// <param name="similarity">[N,N] float64, positive semidefinite with ones on the diagonal.</param>
    internal static (double Score, double[] Influences) Score(Tensor similarity)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var n = similarity.shape[0];
        var (values, vectors) = linalg.eigh(similarity / (Number)n);
        var logs = where(values > (Number)1e-12, values.AtLeast(1e-300).log(), zeros_like(values));
        var entropy = -(values.AtLeast(0) * logs).sum().item<double>();
        // An image's share of each eigenvector: v_ik^2 N l_k, which sums to 1 over k.
        var influences = -vectors.Squared().mv(values.AtLeast(0) * logs) * (Number)n - (Number)entropy;
        return (Math.Exp(entropy), influences.data<double>().ToArray());
    }
}
