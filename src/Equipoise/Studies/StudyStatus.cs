using System.Globalization;
using System.Text;
using Equipoise.Synthesis;

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
        return new StudyStatus(spec.Name, all.Count, all.Count(c => c.State == "done"), TimeLeft(cells, all), all);
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
        if (cells.IsDone(cell) && cells.Record(cell) is { } record)
            return new(cell, "done", null, record.Seconds);
        if (cells.Failure(cell) is { } failure)
            return new(cell, "failed", failure.Why, null);
        if (claims.WorksOn(folder.In(cell)) is { } who)
            return new(cell, "running", who.ToString(), null);
        return new(cell, Directory.Exists(folder.In(cell)) ? "begun" : "waiting", null, null);
    }

    // Stage by stage as finished cells took, those of the same arm and fraction if there are any; a generator that is there is not made again.
    private static double? TimeLeft(StudyCells cells, List<CellStatus> all)
    {
        var done = all.Where(c => c.Seconds is not null).ToList();
        if (done.Count == 0)
            return null;
        var made = new HashSet<string>();
        return all.Where(c => c.State is not ("done" or "failed")).Sum(c =>
        {
            var like = done.Where(d => d.Cell.Arm == c.Cell.Arm && d.Cell.Fraction == c.Cell.Fraction).ToList();
            var synthetic = cells.Synthetic(c.Cell);
            var isMade = synthetic is null || Synthesizer.Exists(synthetic) || !made.Add(synthetic);
            return Mean(like, done, "classifier") + (isMade ? 0 : Mean(like, done, "generator") + Mean(like, done, "synthesis") + Mean(like, done, "evaluation"));
        });
    }

    private static double Mean(List<CellStatus> like, List<CellStatus> all, string stage)
    {
        double[] Of(List<CellStatus> some) => [.. some.Where(c => c.Seconds!.ContainsKey(stage)).Select(c => c.Seconds![stage])];
        return Of(like) is { Length: > 0 } own ? own.Average() : Of(all).DefaultIfEmpty().Average();
    }
}

/// <summary>A cell and how far it is.</summary>
/// <param name="State"><c>done</c>, <c>failed</c>, <c>running</c>, <c>begun</c> (stopped on the way) or <c>waiting</c>.</param>
/// <param name="Detail">Why it failed, or who runs it.</param>
/// <param name="Seconds">How long each stage took.</param>
public sealed record CellStatus(CellId Cell, string State, string? Detail, IReadOnlyDictionary<string, double>? Seconds);
