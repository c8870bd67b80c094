namespace Equipoise.Statistics;

/// <summary>A number from scored images that can be had anew for any resample of them.</summary>
/// <returns>From how often each image counts to the number; NaN where it cannot be had. Called from several threads at once.</returns>
public delegate Func<IReadOnlyList<int>, double> ResampledStatistic(IReadOnlyList<ScoredImage> images);
