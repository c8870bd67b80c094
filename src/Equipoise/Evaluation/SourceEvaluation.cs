using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Embedding;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>Compares the images of two sources, of whichever makers.</summary>
public static class SourceEvaluation
{
    // Base64 makes a third more of them.
    private const int BytesOfThumbnails = 3_000_000;

    private const int PairsShown = 12;

    /// <param name="real">A path or format:location.</param>
    /// <param name="synthetic">Likewise; its images may carry Equipoise's mark or not.</param>
    /// <param name="given">An extractor for the CPU in place of the one that the settings name; stays the caller's.</param>
    /// <param name="training">What the generator was trained on; null where nobody knows, and then copies are not looked for.</param>
    /// <param name="probes">Further tests of copying, of training and of held-out images.</param>
    /// <exception cref="UserException">A source cannot be read, they share no class, or the extractor cannot be had.</exception>
    public static EvaluationResult Run(
        string real, string synthetic, SourceOptions options, EvaluationSettings settings, IRunProgress progress, CancellationToken stop,
        IFeatureExtractor? given = null, TrainingImages? training = null,
        Func<RealImages, RealImages, IEnumerable<MemorisationFinding>>? probes = null)
    {
        var a = SourceCatalog.Open(real, options, progress);
        var b = SourceCatalog.Open(synthetic, options with { AllowSynthetic = true }, progress);
        var classes = Shared(a, b, progress);
        using var own = given is null ? FeatureCatalog.Create(settings.FeaturesOrDefault, new FeatureContext(settings.Channels, CPU)) : null;
        var extractor = given ?? own!;
        var preprocessing = settings.PreprocessingFor(extractor, b.Records);
        EvaluatedImages Load(IImageSource source, int[] numbers) => new(source, numbers, preprocessing, options, extractor, progress, stop);
        using var ofReal = Load(a, classes.Real);
        using var ofSynthetic = Load(b, classes.Synthetic);
        using var ofTraining = training?.Source is { } path ? LoadTraining(SourceCatalog.Open(path, options, progress), classes.Names, Load) : null;
        // Published distances are of unscaled features; those of radiomics have no common unit.
        if (extractor.Name == "radiomics")
        {
            var scaling = FeatureScaling.Fit(ofReal.Features.Values);
            foreach (var images in new[] { ofReal, ofSynthetic, ofTraining })
                images?.Scale(scaling);
        }
        var seed = new Seed(settings.Seed);
        var rows = Comparison.Of(ofReal.Labelled, ofSynthetic.Labelled, classes.Names, seed, progress, stop, settings.Metrics);
        if (extractor is InceptionFeatures inception && settings.Metrics is null)
            rows = [.. rows, .. InceptionScores.Of(inception, ofReal.Labelled, ofSynthetic.Labelled, classes.Names, seed)];
        ClassCount[] counts =
            [.. classes.Names.Select((n, c) => new ClassCount(n, ofReal.Labels.Count(l => l == c), ofSynthetic.Labels.Count(l => l == c)))];
        return new EvaluationResult(real, synthetic, extractor.Identity, preprocessing.Resolution, counts, rows)
        {
            Embedding = settings.Embed ? Map((a, ofReal), (b, ofSynthetic), classes.Names, settings with { Fit = preprocessing.Fit }, progress, stop) : null,
            Memorisation = training is null ? null : Copies(training, ofReal, ofSynthetic, ofTraining, preprocessing.Channels, probes, progress, stop),
        };
    }

    private static JointEmbedding Map(
        (IImageSource Source, EvaluatedImages Images) real, (IImageSource Source, EvaluatedImages Images) synthetic,
        IReadOnlyList<string> classNames, EvaluationSettings settings, IRunProgress progress, CancellationToken stop)
    {
        var embedding = JointTsne.Fit(
            (real.Images.Labelled, real.Images.Paths), (synthetic.Images.Labelled, synthetic.Images.Paths),
            classNames, settings.MostEmbedded, new Seed(settings.Seed), progress, stop);
        var (byPath, others) = (real.Images.Images.Records.ToDictionary(r => r.Path), synthetic.Images.Images.Records.ToDictionary(r => r.Path));
        var images = embedding.Images.Select(i => i.Synthetic ? (synthetic.Source, others[i.Path]) : (real.Source, byPath[i.Path]));
        return embedding with { Thumbnails = Thumbnails.Of([.. images], settings.Fit, BytesOfThumbnails, stop) };
    }

    private static EvaluatedImages LoadTraining(
        IImageSource training, string[] names, Func<IImageSource, int[], EvaluatedImages> load)
    {
        int[] numbers = [.. training.ClassNames.Select(n => names.Length == 1 && training.ClassNames.Count == 1 ? 0 : Array.IndexOf(names, n))];
        if (numbers.All(n => n < 0))
            throw UserException.BadData(
                $"The training images have none of the classes {string.Join(", ", names)}; theirs are {string.Join(", ", training.ClassNames)}.",
                "Call them alike: --rename old=new applies to every source.");
        return load(training, numbers);
    }

    // Held out is what is neither a training image nor of a patient that has one.
    private static MemorisationResult? Copies(
        TrainingImages training, EvaluatedImages real, EvaluatedImages synthetic, EvaluatedImages? source, int channels,
        Func<RealImages, RealImages, IEnumerable<MemorisationFinding>>? probes, IRunProgress progress, CancellationToken stop)
    {
        if (source is not null)
            training = new(null, [.. source.Images.Records.Select(r => (r.Hash.Hex, r.Group))]);
        var known = source ?? real;
        var (rows, heldOut) = (known.Where(training.Includes), real.Where(r => !training.Touches(r)));
        if (Math.Min(Math.Min(rows.Length, heldOut.Length), synthetic.Images.Count) < MemorisationCheck.FewestImages)
        {
            progress.Warn($"Copies were not looked for: it takes {MemorisationCheck.FewestImages} of the training images, as many real ones of "
                + $"other patients, and as many synthetic ones; there are {rows.Length}, {heldOut.Length} and {synthetic.Images.Count}.");
            return null;
        }
        using var extractor = FeatureCatalog.Create("pixels", new FeatureContext(channels, CPU));
        using var knownPixels = known.Seen(extractor, progress, stop);
        using var realPixels = real.Seen(extractor, progress, stop);
        using var syntheticPixels = synthetic.Seen(extractor, progress, stop);
        var trained = known.Sample(rows, knownPixels);
        var others = real.Sample(heldOut, realPixels);
        var made = synthetic.Sample([.. Enumerable.Range(0, synthetic.Images.Count)], syntheticPixels);
        try
        {
            var result = MemorisationCheck.Of(trained, others, made, probes?.Invoke(known.Select(rows), real.Select(heldOut)));
            return result with
            {
                Pictures = [.. result.Nearest.Take(PairsShown).Select(n => (synthetic.Picture(n.Synthetic), known.Picture(n.Training)))],
            };
        }
        finally
        {
            foreach (var sample in new[] { trained, others, made })
            {
                sample.Features.Dispose();
                sample.Pixels.Dispose();
            }
        }
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

    // Real and Synthetic: a source's class to a number, or -1.
    private sealed record SharedClasses(string[] Names, int[] Real, int[] Synthetic);
}
