using System.Globalization;

namespace Equipoise.Audit;

/// <summary>What an audit's numbers mean, in words.</summary>
internal static class AuditWarnings
{
    // Fewer test positives than this leave an interval of the AUC too wide to decide anything: 20 % of 100 are 20.
    private const int FewImages = 100;
    private const double FewDistinct = 0.9, OtherwiseStored = 0.1;

    /// <summary>Every warning, the gravest first.</summary>
    public static IReadOnlyList<AuditWarning> Of(DataAudit audit) =>
    [
        .. Classes(audit).Concat(Patients(audit)).Concat(Copies(audit)).Concat(Storage(audit)).Concat(Shortcuts(audit)).Concat(Files(audit))
            .OrderByDescending(w => w.Gravity),
    ];

    private static IEnumerable<AuditWarning> Classes(DataAudit audit)
    {
        foreach (var c in audit.Classes.Where(c => c.Images < FewImages))
            yield return new(Gravity.Warning, "few images", $"Class {c.Name} has only {Count(c.Images, "image")}. A fifth of them is tested on: expect wide intervals, and use several seeds.");
        if (audit.Imbalance >= 2)
            yield return new(Gravity.Note, "imbalance", string.Create(CultureInfo.InvariantCulture, $"The largest class has {audit.Imbalance:0.#} times as many images as the smallest."));
    }

    private static IEnumerable<AuditWarning> Patients(DataAudit audit)
    {
        var patients = audit.Patients;
        if (patients.Known == 0)
            yield return new(Gravity.Warning, "patients", "No patient could be told. If one has several images, say how file names give the patient (--patient-pattern), or a split tears them apart and every result is too good.");
        else if (patients.Known < FewDistinct * audit.Images)
            yield return new(Gravity.Warning, "patients", $"The patient of {audit.Images - patients.Known} of {audit.Images} images could not be told; each of these counts as a patient of its own.");
        if (patients.InSeveralClasses > 0)
            yield return new(Gravity.Note, "patients", $"{Count(patients.InSeveralClasses, "patient has", "patients have")} images in several classes. They stay on one side of a split, which moves the shares of classes a little.");
        if (patients.OnSeveralSides > 0)
            yield return new(Gravity.Serious, "published split", $"{Count(patients.OnSeveralSides, "patient stands", "patients stand")} on several sides of the split that the source brings along: results published on it may be too good. Equipoise keeps its test images and withholds other images of their patients from training.");
    }

    private static IEnumerable<AuditWarning> Copies(DataAudit audit)
    {
        var copies = audit.Copies;
        if (copies.Conflicting > 0)
            yield return new(Gravity.Serious, "contradictory labels", $"{Count(copies.Conflicting, "image is", "images are")} there in several classes; at most one label of each can be right. Exact copies are left out of a study; look at the others.");
        if (copies.OnSeveralSides > 0)
            yield return new(Gravity.Serious, "published split", $"{Count(copies.OnSeveralSides, "image has", "images have")} a copy on another side of the split that the source brings along.");
        if (copies.Surplus > 0)
            yield return new(Gravity.Warning, "copies", string.Create(CultureInfo.InvariantCulture,
                $"{Count(copies.Surplus, "image is a copy", "images are copies")} of others ({Count(copies.ExactGroups, "group")} of identical files, {copies.NearGroups} of images that differ by compression, size or a flip). A random split by file would put {(copies.TornByChance < 1 ? "hardly any" : $"about {copies.TornByChance:0}")} of these {copies.ExactGroups + copies.NearGroups} groups on several sides; Equipoise keeps them together."));
    }

    private static IEnumerable<AuditWarning> Storage(DataAudit audit)
    {
        foreach (var (what, of) in new (string, Func<ClassAudit, IEnumerable<KeyValuePair<string, int>>>)[]
            { ("file format", c => c.Formats), ("colour model", c => c.ColourModels), ("bit depth", c => c.BitDepths.Select(b => KeyValuePair.Create($"{b.Key} bits", b.Value))) })
            if (Distance(audit.Classes, of) > OtherwiseStored)
                yield return new(Gravity.Warning, what, $"The {what} differs by class: {string.Join("; ", audit.Classes.Select(c => $"{c.Name} {string.Join(", ", of(c).Select(v => $"{v.Value} {v.Key}"))}"))}.");
    }

    // What may be the disease itself is less grave, and worth a warning only where it tells much; the rest stands in the table.
    private static IEnumerable<AuditWarning> Shortcuts(DataAudit audit) => audit.Shortcuts.Findings.OrderByDescending(f => f.Low)
        .Select(f => ((f.Kind, f.Level) switch
        {
            (ShortcutKind.Acquisition, ShortcutLevel.Strong) => (Gravity?)Gravity.Serious,
            (ShortcutKind.Acquisition, ShortcutLevel.Noticeable) or (ShortcutKind.Appearance, ShortcutLevel.Strong) => Gravity.Warning,
            _ => null,
        }, f.Sentence))
        .Where(f => f.Item1 is not null).Select(f => new AuditWarning(f.Item1!.Value, "shortcut", f.Sentence));

    private static IEnumerable<AuditWarning> Files(DataAudit audit)
    {
        if (audit.Quarantine.Count > 0)
            yield return new(Gravity.Warning, "unusable files", $"{Count(audit.Quarantine.Count, "file")} cannot be used, for example {audit.Quarantine[0].Path}: {audit.Quarantine[0].Reason}.");
        if (audit.Dicom is { SeveralFrames: > 0 } dicom)
            yield return new(Gravity.Note, "frames", $"{Count(dicom.SeveralFrames, "file holds", "files hold")} several frames, of which the first is used.");
    }

    // The largest total variation distance between one class's shares and another's.
    private static double Distance(IReadOnlyList<ClassAudit> classes, Func<ClassAudit, IEnumerable<KeyValuePair<string, int>>> of)
    {
        var shares = classes.Where(c => c.Images > 0).Select(c => of(c).ToDictionary(v => v.Key, v => v.Value / (double)c.Images)).ToList();
        return (from a in shares from b in shares select a.Keys.Union(b.Keys).Sum(k => Math.Abs(a.GetValueOrDefault(k) - b.GetValueOrDefault(k))) / 2).DefaultIfEmpty().Max();
    }

    private static string Count(int n, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{n:#,0} {(n == 1 ? one : many ?? one + "s")}");
}
