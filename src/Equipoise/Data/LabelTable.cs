using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>A row of a table of images: a path within the table's folder, a class, and what else is known.</summary>
internal sealed record LabelRow(string Path, string Class)
{
    public string? PatientId { get; init; }

    public Part? Part { get; init; }
}

/// <summary>Turns rows into a source. A row that leads outside the folder, or contradicts another, is refused.</summary>
internal static class LabelTable
{
    /// <param name="root">The folder that paths are relative to.</param>
    /// <param name="refused">Rows that the format itself could not use.</param>
    public static FileSource Source(
        string format, string root, IReadOnlyList<LabelRow> rows, IReadOnlyList<Quarantined> refused, SourceOptions options, IRunProgress progress,
        IReadOnlyList<string>? classNames = null)
    {
        var classes = (classNames ?? [.. rows.Select(r => r.Class).Distinct().Order(StringComparer.Ordinal)]).ToList();
        var quarantine = refused.ToList();
        var files = new List<LabelledFile>();
        foreach (var same in rows.GroupBy(r => SafePath.Within(root, r.Path) ?? ""))
            if (same.Key.Length == 0)
                quarantine.AddRange(same.Select(r => new Quarantined(r.Path, "the path leads outside the folder of the table")));
            else if (same.Select(r => r.Class).Distinct().ToList() is [var one, var other, ..])
                quarantine.Add(new Quarantined(same.First().Path, $"listed as '{one}' and as '{other}'"));
            else
                files.Add(new LabelledFile(new FileInfo(same.Key), classes.IndexOf(same.First().Class)) { PatientId = same.First().PatientId, Part = same.First().Part });
        return new FileSource(format, new DirectoryInfo(root), classes, files, options, progress, quarantine);
    }
}
