namespace Equipoise.Synthesis;

/// <summary>What is counted when synthetic images are ordered.</summary>
public enum SynthesisRule
{
    /// <summary>What each class lacks to the size of the largest, times the amount.</summary>
    Balance,

    /// <summary>Each class's real training images, times the amount.</summary>
    Multiple,

    /// <summary>The amount itself, for each class.</summary>
    Number,
}

/// <summary>How many synthetic images an arm adds, and how they reach the classifier.</summary>
public sealed record SynthesisSettings
{
    public SynthesisRule Rule { get; init; } = SynthesisRule.Balance;

    /// <summary>See <see cref="SynthesisRule"/>. With <c>balance</c> and 1 all classes end equally large; with 2, all are twice the largest.</summary>
    public double Amount { get; init; } = 1;

    /// <summary>The share of every batch that is synthetic, above 0 and below 1; null for the share that they have of all images.</summary>
    public double? BatchShare { get; init; }

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (Amount is not (> 0 and <= 1e6) || (Rule == SynthesisRule.Number && Amount < 1))
            yield return $"synthesis.amount must be above 0 (a number of images at least 1) and at most 1000000; received {Amount}.";
        if (BatchShare is not (null or (> 0 and < 1)))
            yield return $"synthesis.batchShare must lie above 0 and below 1; received {BatchShare}.";
    }
}
