namespace Equipoise.Evaluation;

/// <summary>A figure in a comparison of synthetic with real images.</summary>
/// <param name="Class">Of which class; null for all together.</param>
/// <param name="Name">What the figure is called.</param>
/// <param name="Best">Which values are better.</param>
/// <param name="Images">Images of either kind that it was computed from.</param>
/// <param name="Value">The estimate; null where there were too few images.</param>
/// <param name="Interval">Its 95 % interval, where there is one.</param>
/// <param name="RealAgainstReal">
/// The same figure for two halves of the real images, on average over several divisions: what perfect images would get.
/// </param>
/// <param name="RealImages">Images in each half.</param>
/// <param name="Caution">Why not to make much of it, in words; null where nothing speaks against it.</param>
public sealed record MetricRow(
    string? Class, string Name, Best Best, int Images, double? Value, Interval? Interval,
    double? RealAgainstReal, int RealImages, string? Caution);
