using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>
/// The covid-chestxray-dataset of Cohen et al. 2020: <c>metadata.csv</c> beside <c>images/</c>. Findings are given as a path,
/// <c>Pneumonia/Viral/COVID-19</c>, or in older versions as a list.
/// </summary>
[Named("cohen", "covid-chestxray-dataset: metadata.csv and images/")]
public sealed class CohenFormat : ISourceFormat
{
    private const string Table = "metadata.csv";

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["views"] = "comma-separated views to use (default PA,AP,AP Supine; all for every one)",
        ["target"] = "covid: COVID-19 against every other finding (default); finding: each finding a class; group: the first step of its path",
    };

    public bool Recognises(string location) =>
        File.Exists(Path.Combine(location, Table)) && Directory.Exists(Path.Combine(location, "images")) && HasColumns(Path.Combine(location, Table));

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        var path = Path.Combine(location, Table);
        if (!File.Exists(path) || !HasColumns(path))
            throw UserException.BadData(
                $"'{location}' holds no {Table} with the columns patientid, finding, view and filename.", "Give the folder of the covid-chestxray-dataset.");
        var target = Target(options.Option("target", "covid"));
        var views = options.Option("views", "PA,AP,AP Supine").Split(',', StringSplitOptions.TrimEntries);
        var table = Csv.Read(path);
        // Computed tomography has no view of this list, and volumes in other formats are not images.
        var used = table.Where(r => views is ["all"] || views.Contains(r["view"].Trim(), StringComparer.OrdinalIgnoreCase)).ToList();
        if (used.Count < table.Count)
            progress.Say($"{table.Count - used.Count} of {table.Count} images are not of the views {string.Join(", ", views)} and stay aside.");
        var (known, unknown) = (used.Where(r => IsKnown(r["finding"])).ToList(), used.Where(r => !IsKnown(r["finding"])));
        return LabelTable.Source(
            "cohen", location,
            [.. known.Select(r => new LabelRow(Path.Combine(r.GetValueOrDefault("folder") is { Length: > 0 } folder ? folder : "images", r["filename"]), target(r["finding"])) { PatientId = r["patientid"] })],
            [.. unknown.Select(r => new Quarantined(r["filename"], "its finding is not known"))], options, progress);
    }

    private static Func<string, string> Target(string target) => target switch
    {
        "covid" => finding => finding.Contains("COVID-19", StringComparison.OrdinalIgnoreCase) ? "COVID-19" : "other",
        "finding" => finding => Steps(finding)[^1],
        "group" => finding => Steps(finding)[0],
        _ => throw UserException.Usage($"Unknown target '{target}' of cohen.", Suggestion.Among(target, ["covid", "finding", "group"])),
    };

    private static string[] Steps(string finding) =>
        finding.Split(',')[0].Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsKnown(string finding) => Steps(finding) is [.., var last] && last.ToLowerInvariant() is not ("unknown" or "todo");

    private static bool HasColumns(string path)
    {
        using var reader = new StreamReader(path);
        var header = (reader.ReadLine() ?? "").Split(',').Select(c => c.Trim(' ', '"', '\uFEFF')).ToList();
        return new[] { "patientid", "finding", "view", "filename" }.All(header.Contains);
    }
}
