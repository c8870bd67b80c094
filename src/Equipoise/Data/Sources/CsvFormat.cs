using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>A CSV file with a row per image: path, label, and optionally patient and split. Paths are relative to the file.</summary>
[Named("csv", "a table with columns path, label, and optionally patient, split")]
public sealed class CsvFormat : ISourceFormat
{
    // The first of these that the table has, where no column is named.
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["path"] = ["path", "file", "filename", "file_name", "image", "image_path"],
        ["label"] = ["label", "class", "target", "finding", "diagnosis"],
        ["patient"] = ["patient", "patient_id", "patientid", "subject", "subject_id"],
        ["split"] = ["split", "part", "subset", "fold_name"],
    };

    public IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["path"] = "the column of file names",
        ["label"] = "the column of classes",
        ["patient"] = "the column of patients",
        ["split"] = "the column of parts: train, val, test",
        ["root"] = "the folder that paths are relative to, within the table's own",
    };

    public bool Recognises(string location) => location.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && File.Exists(location);

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        var table = Csv.Read(location);
        if (table.Count == 0)
            throw UserException.BadData($"'{location}' has no rows.", "Give a table with a header and a row per image.");
        var (path, label) = (Column(table[0], "path", options)!, Column(table[0], "label", options)!);
        var (patient, split) = (Column(table[0], "patient", options), Column(table[0], "split", options));
        var (rows, refused) = (new List<LabelRow>(), new List<Quarantined>());
        foreach (var row in table)
            if (row[label].Trim().Length == 0)
                refused.Add(new(row[path], "no label"));
            else if (split is not null && row[split].Trim().Length > 0 && PartNames.Of(row[split]) is null)
                refused.Add(new(row[path], "its part is none of train, val and test"));
            else
                rows.Add(new LabelRow(row[path], row[label].Trim())
                {
                    PatientId = patient is null ? null : row[patient],
                    Part = split is null ? null : PartNames.Of(row[split]),
                });
        return LabelTable.Source("csv", Root(location, options), rows, refused, options, progress);
    }

    private static string Root(string location, SourceOptions options)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(location))!;
        return options.Options.TryGetValue("root", out var root)
            ? SafePath.Within(folder, root) ?? throw UserException.Usage($"The setting root, '{root}', leads outside the folder of the table.")
            : folder;
    }

    // Path and label must be there; patient and split need not, unless they were named.
    private static string? Column(IReadOnlyDictionary<string, string> row, string what, SourceOptions options)
    {
        var named = options.Options.GetValueOrDefault(what);
        var found = row.Keys.FirstOrDefault(c => named is null ? Columns[what].Contains(c.Trim().ToLowerInvariant()) : c.Trim() == named);
        if (found is null && (named is not null || what is "path" or "label"))
            throw UserException.BadData(
                $"The table has no column '{named ?? what}'; it has {string.Join(", ", row.Keys)}.", $"Say which it is with --option {what}=COLUMN.");
        return found;
    }
}
