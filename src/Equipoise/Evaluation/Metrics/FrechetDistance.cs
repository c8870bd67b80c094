using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// Fréchet distance of Heusel et al. (2017): between two normal distributions with the means and covariances of the
/// features, |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)). With Inception's features it is the FID. The estimate is biased upwards by
/// about a constant over the number of images: compare it only at equal numbers, and with the value for real images
/// against real ones.
/// </summary>
[Named("frechet", "Fréchet distance of the features (FID with Inception's), and its extrapolation to infinitely many images.")]
public sealed class FrechetDistance : IMetric
{
    public int FewestImages => 2;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed)
    {
        var (value, ofReal, ofSynthetic) = FrechetInfluence.Of(real.Values, synthetic.Values);
        var interval = Influence.Interval(value, ofReal, real.Groups, ofSynthetic, synthetic.Groups);
        yield return new("frechet", Best.Low, value, interval);
        if (FrechetExtrapolation.Of(real.Values, synthetic.Values, seed) is { } limit)
            yield return new("frechet-infinity", Best.Low, limit, new(limit + interval.Low - value, limit + interval.High - value));
    }

    /// <summary>The distance between two sets of features.</summary>
    /// <param name="real">[N,D] floating point, at least 2 rows.</param>
    /// <param name="synthetic">[M,D], at least 2 rows.</param>
    /// <returns>At least 0.</returns>
    public static double Of(Tensor real, Tensor synthetic)
    {
        TwoSets.Require(real, synthetic, "Fréchet distance");
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (x, y) = (real.to(ScalarType.Float64), synthetic.to(ScalarType.Float64));
        if (Math.Min(x.shape[0], y.shape[0]) > x.shape[1])
            return Of(Moments.Of(x), Moments.Of(y));
        var (a, b) = (x - x.mean([0]), y - y.mean([0]));
        // The covariances' square roots are A and B up to rotations, which leave the sum of singular values as it is.
        var scale = Math.Sqrt((x.shape[0] - 1.0) * (y.shape[0] - 1.0));
        var cross = linalg.svdvals(a.mm(b.t())).sum().item<double>() / scale;
        var traces = a.Squared().sum().item<double>() / (x.shape[0] - 1) + b.Squared().sum().item<double>() / (y.shape[0] - 1);
        return Math.Max(0, (x.mean([0]) - y.mean([0])).Squared().sum().item<double>() + traces - 2 * cross);
    }

    /// <summary>The distance between two normal distributions, such as those of statistics files.</summary>
    public static double Of(Moments real, Moments synthetic)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        // S1 S2 = F F' S2 has the eigenvalues of F' S2 F, which is symmetric.
        var factor = real.Factor();
        var cross = linalg.eigvalsh(factor.t().mm(synthetic.Covariance).mm(factor)).AtLeast(0).sqrt().sum().item<double>();
        var traces = real.Covariance.trace().Plus(synthetic.Covariance.trace()).item<double>();
        return Math.Max(0, (real.Mean - synthetic.Mean).Squared().sum().item<double>() + traces - 2 * cross);
    }
}
