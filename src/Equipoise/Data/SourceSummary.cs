using System.Globalization;
using System.Text;
using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>What a source holds.</summary>
/// <param name="Source">Format and location.</param>
/// <param name="Classes">Per class: images, and patients where known.</param>
/// <param name="Imbalance">Largest class over smallest.</param>
/// <param name="Formats">Images per format.</param>
/// <param name="Sizes">Smallest, median and largest width and height in pixels.</param>
/// <param name="Colour">Images with three channels.</param>
/// <param name="Patients">Patients that could be told, or null.</param>
/// <param name="Duplicates">Groups of files with the same content.</param>
/// <param name="Quarantine">Files that cannot be used, and why.</param>
public sealed record SourceSummary(
    string Source, IReadOnlyList<ClassSummary> Classes, double Imbalance, IReadOnlyDictionary<string, int> Formats, SizeSummary Sizes,
    int Colour, int? Patients, IReadOnlyList<IReadOnlyList<string>> Duplicates, IReadOnlyList<Quarantined> Quarantine)
{
    /// <summary>Reads every image once, because a header can promise what the data does not hold.</summary>
    public static SourceSummary Of(IImageSource source, IRunProgress progress)
    {
        var broken = DecodeCheck.Broken(source, progress);
        var records = source.Records.Where(r => !broken.ContainsKey(r.Path)).ToList();
        var classes = source.ClassNames.Select((name, label) => Class(name, [.. records.Where(r => r.Label == label)])).ToList();
        var patients = records.Select(r => r.Patient).OfType<string>().Distinct().Count();
        return new SourceSummary(
            $"{source.Format}:{source.Location}", classes,
            (double)classes.Max(c => c.Images) / Math.Max(1, classes.Min(c => c.Images)),
            records.CountBy(r => r.Header.Format).OrderByDescending(f => f.Value).ToDictionary(),
            SizeSummary.Of(records), records.Count(r => r.Header.Channels == 3), patients > 0 ? patients : null,
            [.. records.GroupBy(r => r.Hash).Where(g => g.Count() > 1).Select(g => g.Select(r => r.Path).ToList())],
            [.. source.Quarantine, .. broken.Select(b => new Quarantined(b.Key, b.Value))]);
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(Source);
        foreach (var c in Classes)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {c.Name,-20} {c.Images,7} images{(c.Patients is { } p ? $", {p} patients" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  imbalance {Imbalance:F1} : 1; {string.Join(", ", Formats.Select(f => $"{f.Value} {f.Key}"))}; {Colour} in colour");
        text.AppendLine($"  {Sizes}");
        text.AppendLine(Patients is { } known
            ? $"  {known} patients recognised"
            : "  no patients recognised; give --patient-pattern if the file names tell them, else each file counts as a patient");
        if (Duplicates.Count > 0)
            text.AppendLine($"  {Duplicates.Count} groups of identical files, for example {string.Join(" = ", Duplicates[0].Take(3))}");
        text.Append(CultureInfo.InvariantCulture, $"  {Quarantine.Count} files cannot be used");
        foreach (var q in Quarantine.Take(20))
            text.Append($"\n    {q.Path}: {q.Reason}");
        return Quarantine.Count > 20 ? text.Append(CultureInfo.InvariantCulture, $"\n    and {Quarantine.Count - 20} more; --json lists all").ToString() : text.ToString();
    }

    private static ClassSummary Class(string name, IReadOnlyList<ImageRecord> records)
    {
        var patients = records.Select(r => r.Patient).OfType<string>().Distinct().Count();
        return new ClassSummary(name, records.Count, patients > 0 ? patients : null);
    }
}

/// <summary>A class's images, and its patients where known.</summary>
public sealed record ClassSummary(string Name, int Images, int? Patients);

/// <summary>Smallest, median and largest sides in pixels.</summary>
public sealed record SizeSummary(int MinWidth, int MedianWidth, int MaxWidth, int MinHeight, int MedianHeight, int MaxHeight)
{
    public static SizeSummary Of(IReadOnlyList<ImageRecord> records)
    {
        var (w, h) = (Sorted(records, r => r.Header.Width), Sorted(records, r => r.Header.Height));
        return records.Count == 0 ? new(0, 0, 0, 0, 0, 0) : new(w[0], w[w.Count / 2], w[^1], h[0], h[h.Count / 2], h[^1]);
    }

    public override string ToString() =>
        $"width {MinWidth} to {MaxWidth} (median {MedianWidth}), height {MinHeight} to {MaxHeight} (median {MedianHeight}) pixels";

    private static List<int> Sorted(IReadOnlyList<ImageRecord> records, Func<ImageRecord, int> side) => [.. records.Select(side).Order()];
}
