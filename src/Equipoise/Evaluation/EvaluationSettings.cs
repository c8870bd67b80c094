using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Features;
using Equipoise.Features.Pretrained;
using Equipoise.Imaging;

namespace Equipoise.Evaluation;

/// <summary>How two sources are compared.</summary>
public sealed record EvaluationSettings
{
    private const int LeastSide = 16, LargestSide = 512;

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

    /// <summary>The name of the extractor.</summary>
    internal string FeaturesOrDefault => Features ?? DefaultFeatures;

    /// <summary><c>inception-v3</c> where its weights were imported, else <c>radiomics</c>.</summary>
    internal static string DefaultFeatures => WeightsStore.Default.Find("inception-v3") is null ? "radiomics" : "inception-v3";

    /// <summary>How images are prepared: as the extractor needs them, or as set here.</summary>
    /// <param name="records">Images like these, whose size counts where none is set.</param>
    /// <exception cref="UserException">The resolution is out of range.</exception>
    internal Preprocessing PreprocessingFor(IFeatureExtractor extractor, IReadOnlyList<ImageRecord> records) =>
        extractor.Needs ?? new Preprocessing(SideFor(records), Channels, Fit);

    /// <summary>The resolution, of images like these where none is set.</summary>
    /// <exception cref="UserException">It is out of range.</exception>
    internal int SideFor(IReadOnlyList<ImageRecord> records)
    {
        var side = Resolution ?? Math.Clamp(
            records.GroupBy(r => Math.Max(r.Header.Width, r.Header.Height)).MaxBy(g => g.Count())!.Key, LeastSide, LargestSide);
        return side is >= LeastSide and <= LargestSide
            ? side
            : throw UserException.Usage($"The resolution must be {LeastSide} to {LargestSide} pixels; received {side}.");
    }
}
