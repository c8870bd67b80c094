using System.Text.Json.Nodes;

namespace Equipoise.Tuning;

/// <summary>What came of a trial.</summary>
/// <param name="Number">0 for the defaults.</param>
/// <param name="Settings">What is searched, with the values of this trial.</param>
/// <param name="Proposed">Whether the search proposed it.</param>
/// <param name="State">How it stands.</param>
/// <param name="Curve">The objective by epoch, the mean over seeds.</param>
/// <param name="PerSeed">The last value of each seed; empty for a trial that failed.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
/// <param name="Seconds">Of training and measuring, over all seeds.</param>
public sealed record TrialResult(
    int Number, JsonObject Settings, bool Proposed, TrialState State, IReadOnlyList<Measurement> Curve, IReadOnlyList<double> PerSeed, string? Reason, double Seconds)
{
    /// <summary>The last measurement; null for a trial that failed.</summary>
    public Measurement? Last => State == TrialState.Failed ? null : Curve[^1];

    /// <summary>The runs of a trial, one for each seed, together.</summary>
    public static TrialResult Of(Trial trial, IReadOnlyList<RunState> runs)
    {
        var epochs = runs[0].Measured.Select(m => m.Epoch).Where(e => runs.All(r => r.Measured.Any(m => m.Epoch == e)));
        Measurement[] curve = [.. epochs.Select(e => new Measurement(e, runs.Average(r => r.Measured.First(m => m.Epoch == e).Value)))];
        var reason = runs.Select(r => r.Failed).FirstOrDefault(f => f is not null);
        return new(
            trial.Number, trial.Settings, trial.Proposed,
            reason is not null || curve.Length == 0 ? TrialState.Failed : runs.All(r => r.Finished) ? TrialState.Finished : TrialState.Stopped,
            curve, reason is null ? [.. runs.Select(r => r.Measured[^1].Value)] : [], reason, Math.Round(runs.Sum(r => r.Seconds), 1));
    }

    /// <summary>The value after so many epochs, or at an earlier end; NaN for a trial that failed before or has not come so far.</summary>
    public double At(int epoch) =>
        Curve.FirstOrDefault(m => m.Epoch == epoch)?.Value ?? (State == TrialState.Finished && Curve[^1].Epoch <= epoch ? Curve[^1].Value : double.NaN);
}
