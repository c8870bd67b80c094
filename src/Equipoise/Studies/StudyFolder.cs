using System.Text.Json;
using System.Text.Json.Nodes;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>A study on disk: where its files are, and that it is one study and not another.</summary>
public sealed class StudyFolder(string path)
{
    public string Path => path;

    public string StudyJson => In("study.json");

    public string Quarantine => In("quarantine.csv");

    /// <summary>What is wrong with the data.</summary>
    public string Audit => In("audit.json");

    public string Report => In("report.html");

    /// <summary>A file of the study.</summary>
    public string In(params string[] parts) => System.IO.Path.Combine([path, .. parts]);

    /// <summary>A file of a cell.</summary>
    public string In(CellId cell, params string[] parts) => System.IO.Path.Combine([path, cell.Folder, .. parts]);

    /// <summary>The split manifest of a seed.</summary>
    public string Split(int seed) => In("splits", $"{seed}.csv");

    /// <summary>The study that lies here.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public StudySpec Read() => File.Exists(StudyJson)
        ? Json.Read<StudySpec>(StudyJson)
        : throw UserException.Usage($"'{path}' holds no study: study.json is missing.", "Give the folder that 'equipoise study run' names.");

    /// <summary>Writes <c>study.json</c>, or checks that the one that is there is the same study, which then goes on.</summary>
    /// <returns>Whether the study begins with this.</returns>
    /// <exception cref="UserException">Another study lies here, or the folder cannot be written.</exception>
    public bool Begin(StudySpec spec, OnOtherStudy onOther, IRunProgress progress)
    {
        if (NewFolder.TryBegin(StudyJson, Json.Write(spec), "study"))
            return true;
        var before = Read();
        var changed = JsonDifferences.Between(Node(before with { Run = null }), Node(spec with { Run = null })).ToList();
        if (before.Run?.DataHash != spec.Run?.DataHash)
            changed.Add("the images themselves");
        if (changed.Count > 0)
            Change(spec, changed, onOther, progress);
        spec.Run?.WarnOfChanges(before.Run, "This study was begun with", "new cells", progress);
        return false;
    }

    private void Change(StudySpec spec, List<string> changed, OnOtherStudy onOther, IRunProgress progress)
    {
        var what = $"{string.Join(", ", changed.Take(8))}{(changed.Count > 8 ? ", ..." : "")}";
        if (onOther == OnOtherStudy.Refuse)
            throw UserException.Usage(
                $"'{path}' holds another study; these differ: {what}.",
                "Name another folder with --out, or add --update to go on with the new settings: finished stages that they do not touch are used again.");
        AtomicFile.WriteText(StudyJson, Json.Write(spec));
        progress.Warn($"The study in '{path}' goes on with other settings: {what}. Cells that these touch are done again.");
    }

    private static JsonObject Node(StudySpec spec) => JsonSerializer.SerializeToNode(spec, Json.Options)!.AsObject();
}
