using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Studies;

/// <summary>Takes cells that nobody works on, one after another.</summary>
internal sealed class StudyWorker(StudyRun run, RunLog log, Func<int, Split> splits)
{
    // What others wait for begins first, then what takes longest, so that several processes end together.
    private readonly IReadOnlyList<CellId> _order =
        [.. run.Cells.All.OrderBy(c => !run.Cells.NeedsClassifier(c)).ThenBy(c => run.Cells.Arm(c).Generator is null)];
    private readonly Leftovers? _leftovers = run.Keep == Keep.Results ? new(run.Folder, run.Cells) : null;
    private readonly HashSet<CellId> _begun = [];
    private bool _saidWaiting;

    /// <summary>Removes what nothing needs any more, of studies that kept more before.</summary>
    public void Tidy() => _leftovers?.Remove();

    /// <summary>Looks once at every cell, and runs those that are free.</summary>
    /// <returns>How many cells are neither finished nor failed, and whether any was run.</returns>
    public (int Left, bool Ran) Pass(IStage stage, CancellationToken stop)
    {
        var ran = false;
        foreach (var cell in _order.Where(c => IsLeft(c) && !run.Cells.Waits(c)))
        {
            stop.ThrowIfCancellationRequested();
            ran |= TryRun(cell, stop);
            stage.Report(run.Cells.All.Count(c => !IsLeft(c)));
        }
        var left = _order.Count(IsLeft);
        if (left > 0 && !ran && !_saidWaiting)
            run.Progress.Say($"{left} cell(s) are worked on by other processes; waiting for them. Stopping here does not stop those.");
        _saidWaiting |= !ran;
        return (left, ran);
    }

    private bool IsLeft(CellId cell) => !run.Cells.IsDone(cell) && run.Cells.Failure(cell) is null;

    private bool TryRun(CellId cell, CancellationToken stop)
    {
        using var claim = run.Claims.TryTake(run.Folder.In(cell));
        // Another may have finished it in between.
        if (claim is null || !IsLeft(cell))
            return false;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, claim.Lost);
        try
        {
            return Run(cell, both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            log.Write("cell-lost", cell.ToString());
            run.Progress.Warn($"{cell}: another process has taken over, since this one gave no sign of life for a while.");
            return true;
        }
    }

    // A cell that diverges does so every time; the others need not wait for it.
    private bool Run(CellId cell, CancellationToken stop)
    {
        // Once, however often it is looked at in vain because another process makes what it needs.
        var first = _begun.Add(cell);
        if (first)
        {
            log.Write("cell-started", cell.ToString());
            run.Progress.Say($"Cell {run.Cells.All.ToList().IndexOf(cell) + 1} of {run.Cells.All.Count}: {cell}");
        }
        try
        {
            var ran = new CellRunner(run, stop).Run(cell, splits(cell.Seed));
            _leftovers?.Remove(cell);
            var done = run.Cells.IsDone(cell);
            if (done || first)
                log.Write(done ? "cell-finished" : "cell-waits", cell.ToString());
            return ran;
        }
        catch (DivergedException e)
        {
            AtomicFile.WriteText(CellFailure.FileIn(run.Folder, cell), Json.Write(new CellFailure(run.Cells.Address(cell), e.What, run.Claims.Who)));
            log.Write("cell-diverged", $"{cell}: {e.What}");
            run.Progress.Warn($"{cell}: {e.What}");
            return true;
        }
    }
}
