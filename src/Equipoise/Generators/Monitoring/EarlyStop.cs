namespace Equipoise.Generators.Monitoring;

/// <summary>What a measurement meant.</summary>
public enum Verdict
{
    /// <summary>It is the best so far.</summary>
    Improved,

    /// <summary>It is not, and there is patience left.</summary>
    Worse,

    /// <summary>It is not, and patience is at its end.</summary>
    Stop,
}

/// <summary>The best of a row of measurements; goes into checkpoints.</summary>
/// <param name="Value">The lowest, infinite before the first.</param>
/// <param name="Epoch">When it was measured.</param>
/// <param name="Since">Measurements since then.</param>
public sealed record EarlyStopState(double Value = double.PositiveInfinity, int Epoch = 0, int Since = 0);

/// <summary>Tells when measurements no longer improve. Lower is better; NaN never is.</summary>
/// <param name="patience">Measurements without a new best after which to stop; 0 for never.</param>
/// <param name="state">From where to go on.</param>
public sealed class EarlyStop(int patience, EarlyStopState state)
{
    /// <summary>The best so far.</summary>
    public EarlyStopState State { get; private set; } = state;

    /// <summary>Takes a measurement in.</summary>
    public Verdict Add(int epoch, double value)
    {
        if (value < State.Value)
        {
            State = new(value, epoch, 0);
            return Verdict.Improved;
        }
        State = State with { Since = State.Since + 1 };
        return patience > 0 && State.Since >= patience ? Verdict.Stop : Verdict.Worse;
    }
}
