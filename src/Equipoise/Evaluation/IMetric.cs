using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>
/// Compares the features of synthetic images with those of real ones. Variants carry a <see cref="NamedAttribute"/>. A metric
/// may give several figures that come from one computation.
/// </summary>
public interface IMetric
{
    /// <summary>The fewest images of either kind for which there is any value.</summary>
    int FewestImages { get; }

    /// <summary>Every figure of this metric.</summary>
    /// <param name="real">At least <see cref="FewestImages"/>.</param>
    /// <param name="synthetic">As wide, at least <see cref="FewestImages"/>.</param>
    /// <param name="seed">For what is drawn, if anything is.</param>
    /// <exception cref="ArgumentException">Sets too small, or of different width.</exception>
    IEnumerable<MetricResult> Compute(FeatureSet real, FeatureSet synthetic, Seed seed);
}
