using System.Text.Json.Serialization;

namespace Equipoise.Generators.Monitoring;

/// <summary>How near a generator's samples are to real images at one moment of its training.</summary>
/// <param name="Distances">
/// The kernel distance of each class on equal counts; lower is nearer. Null where a class has fewer than 2 real images.
/// </param>
/// <param name="Diversity">
/// How diverse each class's samples are against its real images: 1 as diverse, 0 one image repeated. Null where a class has
/// fewer than 2 real images or all of them are equal.
/// </param>
public sealed record SampleReport(IReadOnlyList<double?> Distances, IReadOnlyList<double?> Diversity)
{
    /// <summary>The mean over classes that have a distance, each counting the same; NaN where none has.</summary>
    [JsonIgnore]
    public double Distance => Distances.Average() ?? double.NaN;

    /// <summary>The classes whose samples are nearly all alike, ascending.</summary>
    /// <param name="collapseBelow">A diversity below this counts as collapsed.</param>
    public IReadOnlyList<int> Collapsed(double collapseBelow = 0.3) =>
        [.. Enumerable.Range(0, Diversity.Count).Where(c => Diversity[c] < collapseBelow)];
}
