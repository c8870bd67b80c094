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
        var (precise, dense) = (new List<bool>(), new List<double>());
        var recalled = zeros(real.Count, ScalarType.Bool);
        var covered = zeros(real.Count, ScalarType.Bool);
        using var pairs = new PairDistances(synthetic.Values, real.Values);
        pairs.Each((from, distances) => // [R,N]: synthetic by real
        {
            precise.AddRange((distances <= realRadii[0]).any(1).data<bool>());
            var within = distances <= realRadii[1];
            dense.AddRange(within.sum(1, type: ScalarType.Float32).to(ScalarType.Float64).OverInPlace(OfDensity).data<double>());
            covered.logical_or_(within.any(0));
            recalled.logical_or_((distances <= syntheticRadii[from..(from + (int)distances.shape[0])].unsqueeze(1)).any(0));
        });
        return
        [
            Share("precision", [.. precise], synthetic.Groups),
            Share("recall", recalled.data<bool>().ToArray(), real.Groups),
            Mean("density", [.. dense], synthetic.Groups),
            Share("coverage", covered.data<bool>().ToArray(), real.Groups),
        ];
    }

    private static MetricResult Share(string name, bool[] hits, IReadOnlyList<string> groups) =>
        new(name, Best.High, hits.Count(h => h) / (double)hits.Length, Interval.OfShare(hits, groups));

    private static MetricResult Mean(string name, double[] values, IReadOnlyList<string> groups)
    {
        var mean = values.Average();
        return new(name, Best.High, mean, Interval.Around(mean, Influence.StandardError([.. values.Select(v => v - mean)], groups)));
    }
}
