using System.Globalization;

namespace Equipoise.Studies;

/// <summary>What a study would take, from steps that were timed on this machine and from the sizes of what it writes.</summary>
/// <param name="Seconds">Computing time of one process with these threads; comparing images and writing the report come on top.</param>
/// <param name="Bytes">What lies in the study's folder in the end.</param>
/// <param name="Stages">The time by stage and arm, in seconds.</param>
public sealed record StudyEstimate(double Seconds, long Bytes, IReadOnlyDictionary<string, double> Stages)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Estimate, from a few steps on this machine: {Time(Seconds)} of computing in one process ({string.Join(", ", Stages.Select(s => $"{s.Key} {Time(s.Value)}"))}); {Size(Bytes)} on disk. The audit of the data, the comparison of synthetic with real images and the report come on top.");

    private static string Time(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };

    private static string Size(long bytes) => bytes < 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1e6):F0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
