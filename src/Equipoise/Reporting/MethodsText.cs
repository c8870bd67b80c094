using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>The methods of a study as a paper has them: the material of this one, then how it was done.</summary>
public static class MethodsText
{
    /// <summary>Paragraphs.</summary>
    public static IEnumerable<string> Of(StudyResult result) => [Material(result), Arms(result), .. Protocol.Methods(result), Means(result)];

    private static string Material(StudyResult result)
    {
        var (data, spec) = (result.Data, result.Spec);
        var classes = Words.List([.. data.ClassNames.Zip(data.PerClass, (name, n) => $"{name} {Words.Count(n)}")]);
        var unusable = data.Quarantine.Count == 0 ? "" : $" {Words.Count(data.Quarantine.Count, "file")} could not be used.";
        var fractions = spec.Fractions is [1] ? "" : $", with {Words.List([.. result.FractionsInOrder().Select(Words.Percent)])} of the training images";
        return $"{Words.Printable(data.Source)} has {Words.Count(data.PerClass.Sum(), "usable image")} ({classes}; "
            + $"{(data.Patients is { } n ? Words.Count(n, "patient") : "patients unknown")}).{unusable}{Parts(data)} "
            + $"{Words.Count(spec.Arms.Count, "arm")} were compared: {Words.List([.. result.ArmsInOrder()])}{fractions}, with {Words.Count(spec.Seeds.Count, "seed")} ({string.Join(", ", spec.Seeds)}).";
    }

    private static string Arms(StudyResult result) => $"The arms: {string.Join("; ", ArmText.Of(result).Select(a => $"{a.Arm}, {a.Text}"))}.";

    private static string Parts(DatasetSummary data)
    {
        if (data.Parts.Count == 0)
            return "";
        var (seed, parts) = data.Parts.MinBy(p => p.Key);
        return $" With seed {seed}: {Words.List([.. parts.OrderBy(p => p.Key).Select(p => $"{p.Key.ToString().ToLowerInvariant()} {Words.Count(p.Value.Sum())}")])}.";
    }

    private static string Means(StudyResult result)
    {
        string? Of(string name) => result.Environment.GetValueOrDefault(name) is { Length: > 0 } value ? $"{name} {value}" : null;
        string[] parts = [.. new[] { Of("Equipoise"), Of("TorchSharp"), Of("libtorch"), Of(".NET"), Of("Operating system"), Of("Device"), Of("Precision"), Of("Threads") }.OfType<string>()];
        var data = result.Spec.Run?.DataHash is { Length: > 0 } hash ? $" SHA-256 over the images and their labels: {hash}." : "";
        return $"Computed with {Words.List(parts)}.{data} All settings are in study.json; the command was: {Words.Printable(result.Command)}";
    }
}
