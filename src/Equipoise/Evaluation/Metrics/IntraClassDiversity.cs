using Equipoise.Common;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// How different the images of one class are from one another: the mean Euclidean distance of pairs of synthetic features
/// over that of real ones. 1 is as diverse as the real images, 0 one image repeated. It tells nothing about fidelity:
/// noise is diverse.
/// </summary>
[Named("diversity", "Mean distance between synthetic images over that between real ones.")]
public sealed class IntraClassDiversity : IMetric
{
    public int FewestImages => 2;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (expected, found) = (Distances(real.Values), Distances(synthetic.Values));
        var (mean, other) = (expected.mean().item<double>(), found.mean().item<double>());
        if (mean == 0)
            yield break;
        var ratio = other / mean;
        yield return new("diversity", Best.One, ratio, Influence.Interval(
            ratio, Influences(expected, -ratio / mean), real.Groups, Influences(found, 1 / mean), synthetic.Groups));
    }

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
        if (features.shape[0] < 2)
            return null;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return Distances(features.to(ScalarType.Float64)).mean().item<double>();
    }

    // The mean distance of each image from the others, [N].
    private static Tensor Distances(Tensor x)
    {
        using var scope = NewDisposeScope();
        // Through products of matrices equal rows would come out some 1e-7 apart.
        return (cdist(x, x, 2, compute_mode.donot_use_mm_for_euclid_dist).sum(1) / (Number)(x.shape[0] - 1)).MoveToOuterDisposeScope();
    }

    // Each image is in two places of a pair.
    private static double[] Influences(Tensor distances, double factor) =>
        ((Number)(2 * factor) * (distances - distances.mean())).data<double>().ToArray();
}
