using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;

namespace Equipoise.Tuning;

/// <summary>What an objective may look at.</summary>
public sealed record ObjectiveContext
{
    /// <summary>What the GAN is trained on.</summary>
    public required RealImages Train { get; init; }

    /// <summary>With what samples are compared: training or validation images.</summary>
    public required RealImages Reference { get; init; }

    /// <summary>On which a classifier is tested.</summary>
    public required RealImages Validation { get; init; }

    /// <summary>In which features images are compared, by the extractor's name.</summary>
    public required string Features { get; init; }

    /// <summary>1 or 3.</summary>
    public required int Channels { get; init; }

    /// <summary>How a classifier is trained.</summary>
    public required ClassifierSettings Classifier { get; init; }

    /// <summary>Where the GAN is.</summary>
    public required Compute Compute { get; init; }

    /// <summary>Of the noise and of the choice among real images.</summary>
    public required Seed Seed { get; init; }

    /// <summary>Of a classifier.</summary>
    public required Seed ClassifierSeed { get; init; }

    /// <summary>Told of what takes long.</summary>
    public IRunProgress Progress { get; init; } = Silence.Instance;
}
