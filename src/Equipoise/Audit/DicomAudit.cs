using Equipoise.Data;
using Equipoise.Imaging;

namespace Equipoise.Audit;

/// <summary>What DICOM headers say. Every word is of a fixed vocabulary; "not given" where a header is silent.</summary>
/// <param name="Files">DICOM files among the usable images.</param>
/// <param name="SeveralFrames">Files of which only the first frame is used.</param>
/// <param name="Facts">Fact, then class, then value to the number of images.</param>
public sealed record DicomAudit(
    int Files, int SeveralFrames, IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>> Facts)
{
    // What is worth comparing between classes. Ages by decade.
    private static readonly (string Name, Func<DicomFacts, string?> Of)[] Kinds =
    [
        ("view", f => f.View), ("modality", f => f.Modality), ("photometric interpretation", f => f.Photometric), ("transfer syntax", f => f.TransferSyntax),
        ("sex", f => f.Sex), ("age", f => f.Age is { } years ? $"{years / 10 * 10} to {years / 10 * 10 + 9}" : null),
        ("text burned in", f => f.BurnedIn switch { true => "yes", false => "no", null => null }),
    ];

    /// <summary>The facts of these records, or null where none is DICOM.</summary>
    public static DicomAudit? Of(IReadOnlyList<ImageRecord> records, IReadOnlyList<string> classNames)
    {
        var dicom = records.Where(r => r.Header.Dicom is not null).ToList();
        return dicom.Count == 0
            ? null
            : new DicomAudit(dicom.Count, dicom.Count(r => r.Header.Dicom!.Frames > 1), Kinds.ToDictionary(
                k => k.Name, k => (IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>)classNames.Select((name, label) => (name, label)).ToDictionary(
                    c => c.name, c => (IReadOnlyDictionary<string, int>)dicom.Where(r => r.Label == c.label)
                        .CountBy(r => k.Of(r.Header.Dicom!) ?? "not given").OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary())));
    }
}
