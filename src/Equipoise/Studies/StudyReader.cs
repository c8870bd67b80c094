using System.Text.Json;
using Equipoise.Audit;
using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;

namespace Equipoise.Studies;

/// <summary>Reads a study's folder back into a <see cref="StudyResult"/>; no dataset is needed.</summary>
public static class StudyReader
{
    /// <exception cref="UserException">No study lies there, or a file is damaged.</exception>
    public static StudyResult Read(StudyFolder folder)
    {
        var spec = folder.Read();
        var data = Data(folder, spec);
        var found = new StudyCells(folder, spec);
        var cells = found.All.Where(c => found.Record(c) is not null).Select(c => Cell(folder, found, c, data.ClassNames)).ToList();
        return new StudyResult(
            folder.Path, spec, File.ReadAllText(folder.StudyJson), spec.Run?.Environment ?? new Dictionary<string, string>(),
            data, cells, StudySummary.Of(spec, cells), StudyComparisons.ToStrongest(spec, cells), StudyComparisons.ToNone(spec, cells),
            Examples.Find(folder.Path, folder.In("examples"), data.ClassNames), spec.Run?.Command ?? "")
        {
            ComparisonsToSameWithout = StudyComparisons.ToSameWithout(spec, cells),
            Audit = File.Exists(folder.Audit) ? Json.Read<DataAudit>(folder.Audit) : null,
        };
    }

    private static DatasetSummary Data(StudyFolder folder, StudySpec spec)
    {
        var splits = spec.Seeds.Where(s => File.Exists(folder.Split(s))).ToDictionary(s => s, s => Csv.Read(folder.Split(s)));
        if (splits.Count == 0)
            throw UserException.Usage($"'{folder.Path}' has no split yet: the study has not begun.", "Run it with 'equipoise study run'.");
        var images = splits.Values.First();
        var classes = spec.Run?.ClassNames ?? [];
        var patients = images.Select(r => r["patient"]).Where(p => p.Length > 0).Distinct().Count();
        return new DatasetSummary(
            spec.Data, classes, Count(images, classes), patients > 0 ? patients : null,
            [.. Csv.Read(folder.Quarantine).Select(r => new Quarantined(r["path"], r["reason"]))],
            splits.ToDictionary(s => s.Key, s => Parts(s.Value, classes)));
    }

    // Withheld images are worth a row only where there are any.
    private static IReadOnlyDictionary<Part, IReadOnlyList<int>> Parts(IEnumerable<IReadOnlyDictionary<string, string>> images, IReadOnlyList<string> classes) =>
        Enum.GetValues<Part>().ToDictionary(
                p => p, p => Count(images.Where(r => r["part"].Equals(p.ToString(), StringComparison.OrdinalIgnoreCase)), classes))
            .Where(p => p.Key != Part.Withheld || p.Value.Any(n => n > 0)).ToDictionary();

    private static IReadOnlyList<int> Count(IEnumerable<IReadOnlyDictionary<string, string>> images, IReadOnlyList<string> classes)
    {
        var counts = images.CountBy(r => r["class"]).ToDictionary();
        return [.. classes.Select(c => counts.GetValueOrDefault(c))];
    }

    private static CellResult Cell(StudyFolder folder, StudyCells cells, CellId cell, IReadOnlyList<string> classNames)
    {
        var record = cells.Record(cell)!;
        var generator = cells.Generator(cell);
        return new CellResult(
            cell, generator is not null, record.RealPerClass, record.SyntheticPerClass, record.Steps, record.BestEpoch, record.AucPerClass, record.MacroAuc, record.Seconds,
            Lines<ClassifierEpoch>(folder.In(cell, "classifier", "losses.jsonl")),
            generator is null ? [] : [.. Lines<TrainingEpoch>(Path.Combine(generator, "losses.jsonl")).Select(l => new GeneratorEpoch(l.Epoch, l.Losses))],
            ScoreFile.Read(folder.In(cell, "classifier", "scores.csv"), classNames),
            File.Exists(folder.In(cell, "classifier", "validation.csv")) ? ScoreFile.Read(folder.In(cell, "classifier", "validation.csv"), classNames) : [],
            generator is null ? [] : Grids(folder, Path.Combine(generator, "samples")),
            generator is null ? [] : Examples.Find(folder.Path, Path.Combine(generator, "examples"), classNames),
            generator is null ? null : GeneratorFolder.FindCard(generator),
            generator is null ? null : EvaluatedSet.Read(folder.Path, cells.Evaluation(cell)!, cells.Synthetic(cell)!),
            record.NearCopiesWithheld)
        { CopiedTestImages = record.CopiedTestImages };
    }

    private static IReadOnlyList<string> Grids(StudyFolder folder, string samples) => Directory.Exists(samples)
        ? [.. Directory.GetFiles(samples, "*.png").Order(StringComparer.Ordinal).Select(p => Path.GetRelativePath(folder.Path, p))]
        : [];

    private static IReadOnlyList<T> Lines<T>(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Select(l => JsonSerializer.Deserialize<T>(l, Json.Line)!)]
        : [];
}
