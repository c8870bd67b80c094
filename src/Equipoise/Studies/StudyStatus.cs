using System.Globalization;
using System.Text;

namespace Equipoise.Studies;

/// <summary>How far a study is.</summary>
/// <param name="Left">Computing time of the cells that are left, from the time that finished ones of the same arm and fraction took, in seconds
/// of one process; null where nothing tells.</param>
public sealed record StudyStatus(string Name, int Planned, int Done, double? Left, IReadOnlyList<CellStatus> Cells)
{
    /// <exception cref="Common.UserException">No study lies there.</exception>
    public static StudyStatus Of(StudyFolder folder, Claims claims)
    {
        var spec = folder.Read();
        var cells = new StudyCells(folder, spec);
        List<CellStatus> all = [.. cells.All.Select(c => Of(folder, cells, claims, c))];
        return new StudyStatus(spec.Name, all.Count, all.Count(c => c.State == "done"), TimeLeft(all), all);
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Name}: {Done} of {Planned} cells done");
        if (Left is { } left)
            text.Append(CultureInfo.InvariantCulture, $"; about {TimeSpan.FromSeconds(Math.Ceiling(left)):c} of computing left");
        foreach (var cell in Cells)
            text.Append($"\n  {cell.State,-8} {cell.Cell}{(cell.Detail is { } detail ? $": {detail}" : "")}");
        return text.ToString();
    }

    private static CellStatus Of(StudyFolder folder, StudyCells cells, Claims claims, CellId cell)
    {
        if (cells.Record(cell) is { } record)
            return new(cell, "done", null, record.Seconds.Values.Sum());
        if (cells.Failure(cell) is { } failure)
            return new(cell, "failed", failure.Why, null);
        if (claims.WorksOn(folder.In(cell)) is { } who)
            return new(cell, "running", who.ToString(), null);
        return new(cell, Directory.Exists(folder.In(cell)) ? "begun" : "waiting", null, null);
    }

    // A cell like a finished one takes as long; one like no other as long as the mean.
    private static double? TimeLeft(List<CellStatus> cells)
    {
        var done = cells.Where(c => c.Seconds is not null).ToList();
        if (done.Count == 0)
            return null;
        double Mean(IEnumerable<CellStatus> some) => some.Average(c => c.Seconds!.Value);
        return cells.Where(c => c.State is not ("done" or "failed")).Sum(c =>
            done.Where(d => d.Cell.Arm == c.Cell.Arm && d.Cell.Fraction == c.Cell.Fraction).ToList() is { Count: > 0 } like ? Mean(like) : Mean(done));
    }
}

/// <summary>A cell and how far it is.</summary>
/// <param name="State"><c>done</c>, <c>failed</c>, <c>running</c>, <c>begun</c> (stopped on the way) or <c>waiting</c>.</param>
/// <param name="Detail">Why it failed, or who runs it.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record CellStatus(CellId Cell, string State, string? Detail, double? Seconds);
