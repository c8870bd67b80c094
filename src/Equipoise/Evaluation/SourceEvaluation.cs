using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Embedding;
using Equipoise.Features;
using Equipoise.Features.Pretrained;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>Compares the images of two sources, of whichever makers.</summary>
public static class SourceEvaluation
{
    private const int LeastSide = 16, LargestSide = 512;

    // Base64 makes a third more of them.
    private const int BytesOfThumbnails = 3_000_000;

    /// <param name="real">A path or format:location.</param>
    /// <param name="synthetic">Likewise; its images may carry Equipoise's mark or not.</param>
    /// <param name="given">An extractor for the CPU in place of the one that the settings name; stays the caller's.</param>
    /// <exception cref="UserException">A source cannot be read, they share no class, or the extractor cannot be had.</exception>
    public static EvaluationResult Run(
        string real, string synthetic, SourceOptions options, EvaluationSettings settings, IRunProgress progress, CancellationToken stop,
        IFeatureExtractor? given = null)
    {
        var a = SourceCatalog.Open(real, options, progress);
        var b = SourceCatalog.Open(synthetic, options with { AllowSynthetic = true }, progress);
        var classes = Shared(a, b, progress);
        var resolution = settings.Resolution ?? CommonSide(b.Records);
        if (resolution is < LeastSide or > LargestSide)
            throw UserException.Usage($"The resolution must be {LeastSide} to {LargestSide} pixels; received {resolution}.");
        var name = given?.Name ?? settings.Features ?? (WeightsStore.Default.Find("inception-v3") is null ? "radiomics" : "inception-v3");
        using var own = given is null ? FeatureCatalog.Create(name, new FeatureContext(settings.Channels, CPU)) : null;
        var extractor = given ?? own!;
        var preprocessing = new Preprocessing(resolution, settings.Channels, settings.Fit);
        using var ofReal = Features(a, classes.Real, preprocessing, options, extractor, progress, stop);
        using var ofSynthetic = Features(b, classes.Synthetic, preprocessing, options, extractor, progress, stop);
        using var scope = NewDisposeScope();
        // Published distances are of unscaled features; those of radiomics have no common unit.
        Func<Tensor, Tensor> scale = name == "radiomics" ? FeatureScaling.Fit(ofReal.Values).Apply : values => values;
        using var left = new FeatureSet(scale(ofReal.Values), ofReal.Groups);
        using var right = new FeatureSet(scale(ofSynthetic.Values), ofSynthetic.Groups);
        var (realLabels, syntheticLabels) = (ofReal.Labels, ofSynthetic.Labels);
        var (labelled, others) = (new LabelledFeatures(left, realLabels), new LabelledFeatures(right, syntheticLabels));
        var rows = Comparison.Of(labelled, others, classes.Names, new Seed(settings.Seed), progress, stop, settings.Metrics);
        var embedding = settings.Embed
            ? Embedding((a, labelled, ofReal.Records), (b, others, ofSynthetic.Records), classes.Names, settings, progress, stop)
            : null;
        ClassCount[] counts =
            [.. classes.Names.Select((n, c) => new ClassCount(n, realLabels.Count(l => l == c), syntheticLabels.Count(l => l == c)))];
        return new EvaluationResult(real, synthetic, extractor.Identity, resolution, counts, rows, Embedding: embedding);
    }

    private static JointEmbedding Embedding(
        (IImageSource Source, LabelledFeatures Features, IReadOnlyList<ImageRecord> Records) real,
        (IImageSource Source, LabelledFeatures Features, IReadOnlyList<ImageRecord> Records) synthetic,
        IReadOnlyList<string> classNames, EvaluationSettings settings, IRunProgress progress, CancellationToken stop)
    {
        var embedding = JointTsne.Fit(
            (real.Features, [.. real.Records.Select(r => r.Path)]), (synthetic.Features, [.. synthetic.Records.Select(r => r.Path)]),
            classNames, settings.MostEmbedded, new Seed(settings.Seed), progress, stop);
        var (byPath, others) = (real.Records.ToDictionary(r => r.Path), synthetic.Records.ToDictionary(r => r.Path));
        var images = embedding.Images.Select(i => i.Synthetic ? (synthetic.Source, others[i.Path]) : (real.Source, byPath[i.Path]));
        return embedding with { Thumbnails = Thumbnails.Of([.. images], settings.Fit, BytesOfThumbnails, stop) };
    }

    // By name. A source with a single class has often none that means anything: two of these are compared as they are.
    private static SharedClasses Shared(IImageSource real, IImageSource synthetic, IRunProgress progress)
    {
        var names = real.ClassNames.Intersect(synthetic.ClassNames).ToArray();
        if (names.Length == 0 && real.ClassNames.Count == 1 && synthetic.ClassNames.Count == 1)
            return new(["all"], [0], [0]);
        if (names.Length == 0)
            throw UserException.BadData(
                $"The sources share no class: real ones are {string.Join(", ", real.ClassNames)}; "
                + $"synthetic ones are {string.Join(", ", synthetic.ClassNames)}.",
                "Call them alike: --rename old=new applies to both.");
        foreach (var left in real.ClassNames.Union(synthetic.ClassNames).Except(names))
            progress.Warn($"Only one of the sources has the class '{Printable.Name(left)}'; it is left out.");
        int[] Numbers(IImageSource source) => [.. source.ClassNames.Select(n => Array.IndexOf(names, n))];
        return new(names, Numbers(real), Numbers(synthetic));
    }

    private static int CommonSide(IReadOnlyList<ImageRecord> records) => Math.Clamp(
        records.GroupBy(r => Math.Max(r.Header.Width, r.Header.Height)).MaxBy(g => g.Count())!.Key, LeastSide, LargestSide);

    private static RawFeatures Features(
        IImageSource source, int[] labels, Preprocessing preprocessing, SourceOptions options, IFeatureExtractor extractor,
        IRunProgress progress, CancellationToken stop)
    {
        using var dataset = Dataset.Load(source, preprocessing, options, progress);
        var images = dataset.Select(Enumerable.Range(0, dataset.Records.Count).Where(i => labels[dataset.Records[i].Label] >= 0));
        var values = new FeatureCache(FeatureCache.DefaultFolder).Get(extractor, images, CPU, progress, stop);
        return new(values, [.. images.Labels.Select(l => labels[l])], [.. images.Records.Select(r => r.Patient ?? r.Path)], images.Records);
    }

    // Real and Synthetic: a source's class to a number, or -1.
    private sealed record SharedClasses(string[] Names, int[] Real, int[] Synthetic);

    private sealed record RawFeatures(Tensor Values, int[] Labels, string[] Groups, IReadOnlyList<ImageRecord> Records) : IDisposable
    {
        public void Dispose() => Values.Dispose();
    }
}
