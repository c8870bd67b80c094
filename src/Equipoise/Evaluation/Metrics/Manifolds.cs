using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// Four shares, from balls around images that reach to their k-th nearest neighbour of the same kind. Precision: of synthetic
/// images in a ball of real ones. Recall: of real images in a ball of synthetic ones (Kynkäänniemi et al. 2019, k = 3).
/// Density: the real balls around a synthetic image over k, which may exceed 1. Coverage: of real balls with a synthetic
/// image in them (Naeem et al. 2020, k = 5). Intervals take the balls as given.
/// </summary>
[Named("prdc", "Improved precision and recall, density and coverage.")]
public sealed class Manifolds : IMetric
{
    private const int OfPrecision = 3, OfDensity = 5;

    public int FewestImages => OfDensity + 1;

    /// <inheritdoc/>
    public IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var realRadii = Neighbours.Radii(real.Values, OfPrecision, OfDensity);
        var syntheticRadii = Neighbours.Radii(synthetic.Values, OfPrecision)[0];
        var (precise, dense) = (zeros(synthetic.Count, ScalarType.Bool), zeros(synthetic.Count));
        var (recalled, covered) = (zeros(real.Count, ScalarType.Bool), zeros(real.Count, ScalarType.Bool));
        using var pairs = new PairDistances(synthetic.Values, real.Values);
        pairs.Each((rows, columns, distances) => // synthetic by real
        {
            precise[rows].logical_or_((distances <= realRadii[0][columns]).any(1));
            recalled[columns].logical_or_((distances <= syntheticRadii[rows].unsqueeze(1)).any(0));
            var within = distances <= realRadii[1][columns];
            dense[rows].PlusInPlace(within.sum(1, type: ScalarType.Float32));
            covered[columns].logical_or_(within.any(0));
        });
        return
        [
            Share("precision", precise, synthetic.Groups),
            Share("recall", recalled, real.Groups),
            Mean("density", dense.to(ScalarType.Float64).OverInPlace(OfDensity), synthetic.Groups),
            Share("coverage", covered, real.Groups),
        ];
    }

    private static MetricResult Share(string name, Tensor each, IReadOnlyList<string> groups)
    {
        bool[] hits = [.. each.data<bool>()];
        return new(name, Best.High, hits.Count(h => h) / (double)hits.Length, Interval.OfShare(hits, groups));
    }

    private static MetricResult Mean(string name, Tensor each, IReadOnlyList<string> groups)
    {
        double[] values = [.. each.data<double>()];
        var mean = values.Average();
        return new(name, Best.High, mean, Interval.Around(mean, Influence.StandardError([.. values.Select(v => v - mean)], groups)));
    }
}
