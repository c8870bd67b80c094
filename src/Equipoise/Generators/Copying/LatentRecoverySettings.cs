namespace Equipoise.Generators.Copying;

/// <summary>How long noise is searched for an image.</summary>
public sealed record LatentRecoverySettings
{
    /// <summary>Images of either kind; 0 leaves the test out.</summary>
    public int Images { get; init; } = 64;

    /// <summary>Steps of Adam from each start.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Starts, of which the best counts.</summary>
    public int Starts { get; init; } = 2;

    /// <summary>Adam's, at the first step; it falls to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 0.1;
}
