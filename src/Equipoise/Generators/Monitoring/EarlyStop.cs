namespace Equipoise.Generators.Monitoring;

/// <summary>
/// Finds the best of a sequence of measurements, lower being better, and tells when waiting for a better one is over.
/// </summary>
public sealed class EarlyStop
{
    private readonly int _patience;

    /// <param name="patience">Measurements in a row without improvement that end the training; at least 1.</param>
    /// <param name="state">Where an earlier sequence stood; null for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A patience below 1.</exception>
    public EarlyStop(int patience, EarlyStopState? state = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        (_patience, State) = (patience, state ?? new EarlyStopState());
    }

    /// <summary>Best value, its epoch, and measurements since.</summary>
    public EarlyStopState State { get; private set; }

    /// <summary>Takes in a measurement.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="value">Lower is better; NaN and infinity never improve.</param>
    public Verdict Add(int epoch, double value)
    {
        var improved = double.IsFinite(value) && (State.Best is not { } best || value < best);
        State = improved ? new EarlyStopState(value, epoch) : State with { Worse = State.Worse + 1 };
        return improved ? Verdict.Improved : State.Worse < _patience ? Verdict.Worse : Verdict.Stop;
    }
}
