using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Tuning;

/// <summary>Training runs that other processes may be at, too: each is claimed while it is worked on.</summary>
/// <param name="sure">What is to be reached whatever comes of the rest, and how many epochs: done where there is nothing else to do.</param>
internal sealed class SharedRuns(Claims claims, IRunProgress progress, IEnumerable<(TrialRun Run, int Epochs)> sure)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private List<(TrialRun Run, int Epochs)>? _sure;
    private bool _saidWaiting;

    /// <summary>Trains on until so many epochs are done, or waits until another process has done it.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop; the same call goes on.</exception>
    public RunState Reach(TrialRun run, int epochs, CancellationToken stop)
    {
        RunState? state;
        while ((state = TryReach(run, epochs, stop)) is null)
            if (!(_sure ??= [.. sure]).Any(r => !r.Run.Read().IsAt(r.Epochs) && TryReach(r.Run, r.Epochs, stop) is not null))
                Wait(stop);
        return state;
    }

    // Null where another process works on it.
    private RunState? TryReach(TrialRun run, int epochs, CancellationToken stop)
    {
        if (run.Read() is var state && state.IsAt(epochs))
            return state;
        using var claim = claims.TryTake(run.Folder);
        if (claim is null)
            return null;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, claim.Lost);
        try
        {
            run.Lost = claim.Lost;
            return run.Reach(epochs, both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            progress.Warn($"{run.Folder}: another process has taken over, since this one gave no sign of life for a while.");
            return null;
        }
    }

    private void Wait(CancellationToken stop)
    {
        if (!_saidWaiting)
            progress.Say("What comes next is worked on by another process; waiting for it. Stopping here does not stop that one.");
        _saidWaiting = true;
        if (stop.WaitHandle.WaitOne(Rest))
            stop.ThrowIfCancellationRequested();
    }
}
