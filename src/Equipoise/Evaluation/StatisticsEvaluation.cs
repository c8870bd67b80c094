using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Metrics;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>Statistics of a source's features, and the Fréchet distance of another source to such statistics of anyone's.</summary>
public static class StatisticsEvaluation
{
    /// <summary>Writes mean and covariance of all images of a source.</summary>
    /// <param name="settings">Features and size of the images; the size of most images where there is none.</param>
    /// <param name="given">An extractor for the CPU in place of the one that the settings name; stays the caller's.</param>
    /// <exception cref="UserException">The source cannot be read or has fewer than two images, or the extractor's features are scaled to
    /// each comparison.</exception>
    public static void Save(
        string path, string source, SourceOptions options, EvaluationSettings settings, IRunProgress progress, CancellationToken stop,
        IFeatureExtractor? given = null)
    {
        using var own = given is null ? Extractor(settings) : null;
        using var images = Load(source, options, settings, given ?? own!, progress, stop);
        using var moments = Moments.Of(images.Features.Values);
        StatisticsFile.Write(path, moments);
    }

    /// <summary>The Fréchet distance of all images of a source to the statistics of a file.</summary>
    /// <param name="given">An extractor for the CPU in place of the one that the settings name; stays the caller's.</param>
    /// <exception cref="UserException">Either cannot be read, they have features of different width, or the extractor's features are
    /// scaled to each comparison.</exception>
    public static EvaluationResult Run(
        string statistics, string synthetic, SourceOptions options, EvaluationSettings settings, IRunProgress progress, CancellationToken stop,
        IFeatureExtractor? given = null)
    {
        using var own = given is null ? Extractor(settings) : null;
        var extractor = given ?? own!;
        using var real = StatisticsFile.Read(statistics);
        if (real.Mean.shape[0] != extractor.Width)
            throw UserException.BadData(
                $"'{statistics}' is of {real.Mean.shape[0]} features, '{extractor.Name}' gives {extractor.Width}.", "Name the extractor it was made with: --features, --classifier or --latents.");
        using var images = Load(synthetic, options with { AllowSynthetic = true }, settings, extractor, progress, stop);
        using var made = Moments.Of(images.Features.Values);
        if (extractor.Needs is not null)
            progress.Warn($"Features of '{extractor.Name}' are those of one network: the distance means nothing unless the statistics are of the very same one.");
        var caution = images.Features.Count <= extractor.Width
            ? $"{images.Features.Count} images for {extractor.Width} features make it mostly bias; the same images at the same number are what to compare it with"
            : "how many images the statistics are of is not known, and the distance depends on it";
        return new EvaluationResult(
            statistics, synthetic, extractor.Identity, images.Side, [new ClassCount("all", 0, images.Features.Count)],
            [new MetricRow(null, "frechet", Best.Low, images.Features.Count, FrechetDistance.Of(real, made), null, null, 0, caution)]);
    }

    private static IFeatureExtractor Extractor(EvaluationSettings settings)
    {
        var name = settings.FeaturesOrDefault;
        return name == "radiomics"
            ? throw UserException.Usage(
                "Statistics of 'radiomics' mean nothing by themselves: its features are brought to the scale of the real images of each comparison.",
                "Use --features inception-v3, densenet121 or pixels.")
            : FeatureCatalog.Create(name, new FeatureContext(settings.Channels, CPU));
    }

    private static EvaluatedImages Load(
        string path, SourceOptions options, EvaluationSettings settings, IFeatureExtractor extractor, IRunProgress progress, CancellationToken stop)
    {
        var source = SourceCatalog.Open(path, options, progress);
        var images = new EvaluatedImages(source, new int[source.ClassNames.Count], settings.PreprocessingFor(extractor, source.Records), options, extractor, progress, stop);
        if (images.Features.Count >= 2)
            return images;
        images.Dispose();
        throw UserException.BadData($"'{path}' has {images.Labels.Length} image; a covariance needs at least 2.");
    }
}
