namespace Equipoise.Data;

/// <summary>How large the parts of a split are.</summary>
public sealed record SplitSettings
{
    /// <summary>Share of the images of each class for training.</summary>
    public double Train { get; init; } = 0.75;

    /// <summary>Share for validation: early stopping and the best checkpoint.</summary>
    public double Validation { get; init; } = 0.05;

    /// <summary>Share for testing: nothing is ever selected on it.</summary>
    public double Test { get; init; } = 0.20;

    /// <summary>Whether a split that the source brings along (train, val, test) is kept; the shares then only say how much validation to take where it names none.</summary>
    public bool KeepPublished { get; init; } = true;

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Train > 0 && Validation > 0 && Test > 0))
            yield return $"split: every part needs a share above 0; received {Train} : {Validation} : {Test}.";
        if (!(Math.Abs(Train + Validation + Test - 1) <= 1e-6))
            yield return $"split: the shares must add up to 1; received {Train} + {Validation} + {Test} = {Train + Validation + Test}.";
    }
}
