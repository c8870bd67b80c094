namespace Equipoise.Tuning;

/// <summary>
/// Which trial goes on next, and how far: asynchronous successive halving (ASHA) of Li et al. (2020), algorithm 2, with one
/// worker, which makes it deterministic. A trial is promoted to the next rung if it is among the best 1/eta of its rung; where
/// none can be, a new trial begins on the lowest. Deviation: it ends once all trials have begun and none can be promoted, where
/// the paper goes on until its time is over; and where none has come to the highest rung by then, the best of the highest
/// that was reached goes on, so that there is one to compare. With a single rung every trial runs to its end.
/// </summary>
/// <param name="trials">How many there are.</param>
/// <param name="rungs">Rungs; at least 1.</param>
/// <param name="eta">One in so many is promoted; at least 2.</param>
public sealed class SuccessiveHalving(int trials, int rungs, int eta)
{
    private readonly List<(int Trial, double Loss)>[] _reached = [.. Enumerable.Range(0, rungs).Select(_ => new List<(int, double)>())];
    private readonly HashSet<(int Trial, int Rung)> _promoted = [];
    private int _begun;

    /// <summary>Epochs of the rungs: the most, and 1/eta of the rung above as long as that is no fewer than the least.</summary>
    /// <param name="least">Null for what makes three rungs, where there are epochs enough.</param>
    public static IReadOnlyList<int> Rungs(int epochs, int? least, int eta)
    {
        var from = least ?? Math.Max(1, epochs / (eta * eta));
        var rungs = new List<int> { epochs };
        while (rungs[0] / eta >= from && rungs[0] / eta >= 1)
            rungs.Insert(0, rungs[0] / eta);
        return rungs;
    }

    /// <summary>The next trial and the rung that it is to reach, both from 0; null when the search is over.</summary>
    public (int Trial, int Rung)? Next()
    {
        for (var rung = rungs - 2; rung >= 0; rung--)
            if (Promotable(rung, _reached[rung].Count / eta) is { } trial)
                return Promote(trial, rung);
        if (_begun < trials)
            return (_begun++, 0);
        var highest = Array.FindLastIndex(_reached, r => r.Any(t => double.IsFinite(t.Loss)));
        return highest >= 0 && highest < rungs - 1 && Promotable(highest, 1) is { } best ? Promote(best, highest) : null;
    }

    /// <summary>Takes in how a trial did.</summary>
    /// <param name="loss">Lower is better; NaN for a trial that failed, which is never promoted.</param>
    public void Report(int trial, int rung, double loss) => _reached[rung].Add((trial, loss));

    private (int, int)? Promote(int trial, int rung)
    {
        _promoted.Add((trial, rung));
        return (trial, rung + 1);
    }

    // Among equals the earlier one.
    private int? Promotable(int rung, int best)
    {
        foreach (var (trial, _) in _reached[rung].Where(t => double.IsFinite(t.Loss)).OrderBy(t => t.Loss).ThenBy(t => t.Trial).Take(best))
            if (!_promoted.Contains((trial, rung)))
                return trial;
        return null;
    }
}
