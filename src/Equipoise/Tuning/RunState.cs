namespace Equipoise.Tuning;

/// <summary>How far a training run of a trial has come: <c>run.json</c> in its folder.</summary>
public sealed record RunState
{
    /// <summary>The objective so far, by epoch.</summary>
    public IReadOnlyList<Measurement> Measured { get; init; } = [];

    /// <summary>Whether training came to its end; the last measurement is of the generator that was saved.</summary>
    public bool Finished { get; init; }

    /// <summary>Why training or measuring failed; null where it did not.</summary>
    public string? Failed { get; init; }

    /// <summary>Seconds of all processes that took part.</summary>
    public double Seconds { get; init; }

    /// <summary>The value after so many epochs; that of the end for a run that ended before. Null where there is none.</summary>
    public double? At(int epoch) =>
        Measured.FirstOrDefault(m => m.Epoch == epoch)?.Value ?? (Finished && Measured[^1].Epoch <= epoch ? Measured[^1].Value : null);

    /// <summary>Whether nothing is left to do until so many epochs.</summary>
    public bool IsAt(int epoch) => Finished || Failed is not null || At(epoch) is not null;

    /// <summary>With a further measurement, which replaces one of the same epoch.</summary>
    public RunState With(Measurement measurement) =>
        this with { Measured = [.. Measured.Where(m => m.Epoch != measurement.Epoch).Append(measurement).OrderBy(m => m.Epoch)] };
}
