namespace Equipoise.Synthesis;

/// <summary>How many images of which class to make.</summary>
/// <param name="PerClass">Images of each class, in label order.</param>
public sealed record SynthesisPlan(IReadOnlyList<int> PerClass)
{
    /// <summary>As many as bring every class to the size of the largest.</summary>
    /// <param name="realPerClass">Real training images of each class.</param>
    public static SynthesisPlan Balance(IReadOnlyList<int> realPerClass) => Of(new(), realPerClass);

    /// <summary>As many as the settings ask for.</summary>
    /// <inheritdoc cref="Balance"/>
    public static SynthesisPlan Of(SynthesisSettings settings, IReadOnlyList<int> realPerClass) => new([.. realPerClass.Select(n => (int)Math.Round(settings.Rule switch
    {
        SynthesisRule.Balance => Math.Max(0, settings.Amount * realPerClass.Max() - n),
        SynthesisRule.Multiple => settings.Amount * n,
        _ => settings.Amount,
    }))]);

    /// <summary>All images.</summary>
    public int Total => PerClass.Sum();
}
