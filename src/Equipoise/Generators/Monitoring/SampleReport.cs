namespace Equipoise.Generators.Monitoring;

/// <summary>What the samples of a generator were like at one moment.</summary>
/// <param name="Distance">Kernel distance to real images, the mean over classes; NaN where no class has two real images.</param>
/// <param name="Diversity">
/// Per class, the diversity of samples over that of real images; null where the class has fewer than two real images.
/// </param>
public sealed record SampleReport(double Distance, IReadOnlyList<double?> Diversity)
{
    /// <summary>The classes whose diversity is below a share of that of real images.</summary>
    public IReadOnlyList<int> Collapsed(double share) =>
        [.. Diversity.Index().Where(d => d.Item is { } ratio && !(ratio >= share)).Select(d => d.Index)];
}
