using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>How long a step takes: the median, so that neither the first, which makes memory, nor what else the machine does counts for much.</summary>
internal sealed class StepWatch(TimeProvider clock) : IRunProgress, IStage
{
    private readonly List<long> _ends = [];

    /// <summary>Of the steps after the first.</summary>
    public double Seconds()
    {
        double[] steps = [.. _ends.Zip(_ends.Skip(1), (a, b) => clock.GetElapsedTime(a, b).TotalSeconds).Order()];
        return (steps[(steps.Length - 1) / 2] + steps[steps.Length / 2]) / 2;
    }

    /// <summary>A step has ended.</summary>
    public void Report(long done, string? detail = null) => _ends.Add(clock.GetTimestamp());

    public IStage Begin(string name, long total) => this;

    public void Warn(string message)
    {
    }

    public void Say(string message)
    {
    }

    public void Dispose()
    {
    }
}
