namespace Equipoise.Evaluation.Embedding;

/// <summary>How t-SNE lays features out in the plane. The defaults are those of scikit-learn.</summary>
public sealed record TsneSettings
{
    /// <summary>
    /// How many neighbours count for each point, smoothly: 2 to the power of the entropy of its neighbours' probabilities. At
    /// least 1; lowered, with a warning, to a third of the other points where these are few.
    /// </summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps of gradient descent, those of <see cref="EarlyIterations"/> among them.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>
    /// How many of the first steps pull with <see cref="EarlyExaggeration"/>, so that clusters form before they spread.
    /// </summary>
    public int EarlyIterations { get; init; } = 250;

    /// <summary>The factor of all attraction in the early steps.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>
    /// Step length; null for N / <see cref="EarlyExaggeration"/> / 4 but at least 50 (Belkina et al. 2019, as scikit-learn's
    /// "auto").
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>Share of a step that the next one keeps, in the early steps.</summary>
    public double EarlyMomentum { get; init; } = 0.5;

    /// <summary>The same in all later steps.</summary>
    public double Momentum { get; init; } = 0.8;

    /// <summary>Principal components to which wider features are reduced first.</summary>
    public int Components { get; init; } = 50;

    /// <summary>The step length for this many points.</summary>
    public double LearningRateFor(int points) => LearningRate ?? Math.Max(points / EarlyExaggeration / 4, 50);

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Perplexity >= 1 && double.IsFinite(Perplexity)))
            yield return $"tsne.perplexity must be at least 1; received {Perplexity}.";
        if (Iterations < 1)
            yield return $"tsne.iterations must be at least 1; received {Iterations}.";
        if (EarlyIterations < 0 || EarlyIterations > Iterations)
            yield return $"tsne.earlyIterations must be from 0 to tsne.iterations ({Iterations}); received {EarlyIterations}.";
        if (!(EarlyExaggeration is >= 1 and <= 1000))
            yield return $"tsne.earlyExaggeration must be from 1 to 1000; received {EarlyExaggeration}.";
        if (LearningRate is { } rate && !(rate is > 0 and <= 1e6))
            yield return $"tsne.learningRate must be above 0 and at most 1000000; received {rate}.";
        if (!(EarlyMomentum is >= 0 and < 1))
            yield return $"tsne.earlyMomentum must be at least 0 and below 1; received {EarlyMomentum}.";
        if (!(Momentum is >= 0 and < 1))
            yield return $"tsne.momentum must be at least 0 and below 1; received {Momentum}.";
        if (Components < 2)
            yield return $"tsne.components must be at least 2; received {Components}.";
    }
}
