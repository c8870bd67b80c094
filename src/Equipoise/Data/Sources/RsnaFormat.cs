using System.Globalization;
using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>
/// The RSNA Pneumonia Detection Challenge of 2018: <c>stage_2_train_labels.csv</c> (a row per box, so several per patient),
/// <c>stage_2_detailed_class_info.csv</c> and <c>stage_2_train_images/*.dcm</c>, one image per patient.
/// </summary>
[Named("rsna", "RSNA Pneumonia Detection Challenge, stage 2: DICOM and tables")]
public sealed class RsnaFormat : ISourceFormat
{
    private const string Labels = "stage_2_train_labels.csv", Details = "stage_2_detailed_class_info.csv", Images = "stage_2_train_images";

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["target"] = "opacity: normal or opacity, as the paper has it (default); detailed: normal, not-normal, opacity",
        ["subset"] = "RSNA_10, RSNA_50 or a share up to 1: a stratified random sample of the patients (default 1)",
        ["subset-seed"] = "of that sample (default 0); a smaller one lies within a larger one",
    };

    public bool Recognises(string location) =>
        File.Exists(Path.Combine(location, Labels)) && Directory.Exists(Path.Combine(location, Images));

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        if (!Recognises(location))
            throw UserException.BadData(
                $"'{location}' holds no {Labels} beside {Images}.", "Give the folder into which the challenge's archive was extracted.");
        var (classes, patients) = options.Option("target", "opacity") switch
        {
            "opacity" => (Opacity, ByTarget(location)),
            "detailed" => (Detailed, ByDetail(location)),
            var other => throw UserException.Usage($"Unknown target '{other}' of rsna.", Suggestion.Among(other, ["opacity", "detailed"])),
        };
        var rows = patients.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new LabelRow($"{Images}/{p.Key}.dcm", p.Value) { PatientId = p.Key });
        return LabelTable.Source("rsna", location, [.. Sample(rows, options)], [], options, progress, classes);
    }

    private static readonly string[] Opacity = ["normal", "opacity"], Detailed = ["normal", "not-normal", "opacity"];

    // The challenge's target: whoever has a box has an opacity. All others count as normal here, also those that are otherwise ill.
    private static Dictionary<string, string> ByTarget(string location) =>
        Rows(location, Labels, "Target").GroupBy(r => r["patientId"]).ToDictionary(g => g.Key, g => Opacity[g.Any(r => r["Target"].Trim() == "1") ? 1 : 0]);

    private static Dictionary<string, string> ByDetail(string location) =>
        Rows(location, Details, "class").GroupBy(r => r["patientId"]).ToDictionary(g => g.Key, g => g.First()["class"].Trim() switch
        {
            "Normal" => Detailed[0],
            "No Lung Opacity / Not Normal" => Detailed[1],
            "Lung Opacity" => Detailed[2],
            var other => throw UserException.BadData($"{Details} has the class '{other}'; the challenge knows Normal, Lung Opacity, and No Lung Opacity / Not Normal."),
        });

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string location, string table, string column)
    {
        var rows = Csv.Read(Path.Combine(location, table));
        return rows.Count > 0 && rows[0].ContainsKey("patientId") && rows[0].ContainsKey(column)
            ? rows
            : throw UserException.BadData($"{table} has no rows with the columns patientId and {column}.");
    }

    private static IEnumerable<LabelRow> Sample(IEnumerable<LabelRow> rows, SourceOptions options)
    {
        var share = Share(options.Option("subset", "1"));
        if (!ulong.TryParse(options.Option("subset-seed", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw UserException.Usage("The setting subset-seed of rsna is no whole number.");
        var seed = new Seed(number).For("rsna subset");
        foreach (var ofClass in rows.GroupBy(r => r.Class))
        {
            var shuffled = ofClass.ToList();
            seed.For(ofClass.Key).Random().Permute(shuffled);
            foreach (var row in shuffled.Take((int)Math.Ceiling(share * shuffled.Count)).OrderBy(r => r.Path, StringComparer.Ordinal))
                yield return row;
        }
    }

    private static double Share(string subset) => subset switch
    {
        "RSNA_10" => 0.1,
        "RSNA_50" => 0.5,
        _ when double.TryParse(subset, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 => share,
        _ => throw UserException.Usage($"The setting subset of rsna is '{subset}'; allowed are RSNA_10, RSNA_50 and shares above 0 up to 1."),
    };
}
