using Equipoise.Imaging;

namespace Equipoise.Evaluation;

/// <summary>How two sources are compared.</summary>
public sealed record EvaluationSettings
{
    /// <summary>The feature extractor; null for <c>inception-v3</c> where its weights were imported, else <c>radiomics</c>.</summary>
    public string? Features { get; init; }

    /// <summary>Side in pixels to which all images are brought; null for the side most synthetic images have.</summary>
    public int? Resolution { get; init; }

    /// <summary>1 or 3.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>How a rectangle becomes a square.</summary>
    public Fit Fit { get; init; } = Fit.Pad;

    /// <summary>Decides which images are taken of the larger set, and where real ones are divided.</summary>
    public ulong Seed { get; init; }

    /// <summary>Metrics by name; null for all.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>Whether the images are also laid out in the plane, real and synthetic ones together.</summary>
    public bool Embed { get; init; }

    /// <summary>Images of both kinds together in that map, at most; 10 to 50,000.</summary>
    public int MostEmbedded { get; init; } = 2000;
}
