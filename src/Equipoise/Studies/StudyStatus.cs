using System.Text;

namespace Equipoise.Studies;

/// <summary>How far a study is.</summary>
public sealed record StudyStatus(string Name, int Planned, int Done, IReadOnlyList<CellStatus> Cells)
{
    /// <exception cref="Common.UserException">No study lies there.</exception>
    public static StudyStatus Of(StudyFolder folder)
    {
        var spec = folder.Read();
        var cells = StudyRunner.Cells(spec).Select(c => new CellStatus(c, folder.IsDone(c) ? "done" : Directory.Exists(folder.In(c)) ? "begun" : "waiting")).ToList();
        return new StudyStatus(spec.Name, cells.Count, cells.Count(c => c.State == "done"), cells);
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Name}: {Done} of {Planned} cells done");
        foreach (var cell in Cells)
            text.Append($"\n  {cell.State,-8} {cell.Cell}");
        return text.ToString();
    }
}

/// <summary>A cell and whether it is done, begun or waiting.</summary>
public sealed record CellStatus(CellId Cell, string State);
