using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Embedding;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Features;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>
/// What a generator made beside what it was trained on, and beside real images of other patients: the figures of
/// <see cref="SourceEvaluation"/> for images that are at hand.
/// </summary>
/// <param name="training">Its training images: what its own are compared with.</param>
/// <param name="heldOut">Real images of other patients, which cannot be copied.</param>
/// <param name="preprocessing">Of all these images.</param>
public sealed class GeneratorEvaluation(RealImages training, RealImages heldOut, Preprocessing preprocessing, IRunProgress progress, CancellationToken stop)
{
    private const int MostEmbedded = 2000, MostNearest = 100, PairsShown = 8;

    /// <summary>Compares.</summary>
    /// <param name="synthetic">Of the same classes.</param>
    /// <param name="paths">What each is called.</param>
    /// <param name="extractor">On the CPU; stays the caller's.</param>
    /// <param name="name">What the synthetic images are called as a whole.</param>
    public EvaluationResult Of(IImageSet synthetic, IReadOnlyList<string> paths, IFeatureExtractor extractor, string name, Seed seed)
    {
        using var scope = NewDisposeScope();
        string[] groups = [.. training.Records.Select(r => r.Group)], others = [.. heldOut.Records.Select(r => r.Group)];
        var values = new[] { training, heldOut, synthetic }.Select(images => Values(extractor, images)).ToArray();
        if (extractor.Name == "radiomics")
        {
            var scaling = FeatureScaling.Fit(values[0]);
            values = [.. values.Select(scaling.Apply)];
        }
        using FeatureSet real = new(values[0], groups), held = new(values[1], others), made = new(values[2]);
        var (ofReal, ofMade) = (new LabelledFeatures(real, training.Labels), new LabelledFeatures(made, synthetic.Labels));
        ClassCount[] counts = [.. training.ClassNames.Select((n, c) => new ClassCount(n, training.PerClass[c], synthetic.Labels.Count(l => l == c)))];
        string[] trainingPaths = [.. training.Records.Select(r => r.Path)];
        return new EvaluationResult(
            "the training images of the cell", name, extractor.Identity, preprocessing.Resolution, counts,
            Comparison.Of(ofReal, ofMade, training.ClassNames, seed, progress, stop))
        {
            Embedding = JointTsne.Fit((ofReal, trainingPaths), (ofMade, paths), training.ClassNames, MostEmbedded, seed, progress, stop),
            Memorisation = Copies(real, held, made, synthetic, paths),
        };
    }

    private MemorisationResult? Copies(FeatureSet real, FeatureSet held, FeatureSet made, IImageSet synthetic, IReadOnlyList<string> paths)
    {
        if (Math.Min(Math.Min(real.Count, held.Count), made.Count) < MemorisationCheck.FewestImages)
            return null;
        using var scope = NewDisposeScope();
        using var extractor = FeatureCatalog.Create("pixels", new FeatureContext(preprocessing.Channels, CPU));
        using FeatureSet realPixels = new(Values(extractor, training), real.Groups), heldPixels = new(Values(extractor, heldOut), held.Groups),
            madePixels = new(Values(extractor, synthetic));
        string[] Paths(RealImages images) => [.. images.Records.Select(r => r.Path)];
        var result = MemorisationCheck.Of(
            new(real, realPixels, Paths(training)), new(held, heldPixels, Paths(heldOut)), new(made, madePixels, paths));
        var (ofTraining, ofSynthetic) = (Numbers(Paths(training)), Numbers(paths));
        return result with
        {
            Nearest = [.. result.Nearest.Take(MostNearest)],
            Pictures = [.. result.Nearest.Take(PairsShown).Select(n => (Picture(synthetic, ofSynthetic[n.Synthetic]), Picture(training, ofTraining[n.PixelTraining])))],
        };
    }

    private Tensor Values(IFeatureExtractor extractor, IImageSet images) =>
        new FeatureCache(FeatureCache.DefaultFolder).Get(extractor, images, CPU, progress, stop);

    private byte[] Picture(IImageSet images, int number)
    {
        using var pixels = images.Gather([number]);
        return PngFile.Encode(pixels.bytes, preprocessing.Channels, preprocessing.Resolution, preprocessing.Resolution, provenance: null);
    }

    private static Dictionary<string, int> Numbers(IReadOnlyList<string> paths) => paths.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
}
