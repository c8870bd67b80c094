using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation.Memorisation;
using Equipoise.Features;
using Equipoise.Imaging;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>The images of a source that are compared, with their features.</summary>
internal sealed class EvaluatedImages : IDisposable
{
    private readonly Dataset _dataset;

    /// <param name="classes">What number each class of the source has in the comparison; -1 for those that are left out.</param>
    public EvaluatedImages(
        IImageSource source, int[] classes, Preprocessing preprocessing, SourceOptions options, IFeatureExtractor extractor,
        IRunProgress progress, CancellationToken stop)
    {
        _dataset = Dataset.Load(source, preprocessing, options, progress);
        try
        {
            Images = _dataset.Select(Enumerable.Range(0, _dataset.Records.Count).Where(i => classes[_dataset.Records[i].Label] >= 0));
            Labels = [.. Images.Labels.Select(l => classes[l])];
            using var values = Values(extractor, progress, stop);
            Features = new FeatureSet(values, Groups);
        }
        catch
        {
            _dataset.Dispose();
            throw;
        }
    }

    public RealImages Images { get; }

    /// <summary>Their classes in the comparison.</summary>
    public int[] Labels { get; }

    public FeatureSet Features { get; private set; }

    /// <summary>Side in pixels.</summary>
    public int Side => _dataset.Preprocessing.Resolution;

    public LabelledFeatures Labelled => new(Features, Labels);

    /// <summary>Their names.</summary>
    public string[] Paths => [.. Images.Records.Select(r => r.Path)];

    private string[] Groups => [.. Images.Records.Select(r => r.Patient ?? r.Path)];

    /// <summary>Brings the features to a scale.</summary>
    public void Scale(FeatureScaling scaling)
    {
        using var values = scaling.Apply(Features.Values);
        Features.Dispose();
        Features = new FeatureSet(values, Groups);
    }

    /// <summary>Some of the images; the caller disposes its sets.</summary>
    /// <param name="pixels">Of all images.</param>
    public MemorisationSample Sample(int[] rows, FeatureSet pixels) =>
        new(Features.Take(rows), pixels.Take(rows), [.. rows.Select(r => Images.Records[r].Path)]);

    /// <summary>What another extractor makes of them; the caller disposes it.</summary>
    public FeatureSet Seen(IFeatureExtractor extractor, IRunProgress progress, CancellationToken stop)
    {
        using var values = Values(extractor, progress, stop);
        return new FeatureSet(values, Groups);
    }

    private Tensor Values(IFeatureExtractor extractor, IRunProgress progress, CancellationToken stop) =>
        new FeatureCache(FeatureCache.DefaultFolder).Get(extractor, Images, CPU, progress, stop);

    /// <summary>An image as it is compared, as a PNG file.</summary>
    public byte[] Picture(string path)
    {
        using var pixels = Images.Gather([Array.IndexOf(Paths, path)]);
        return PngFile.Encode(pixels.bytes, (int)pixels.shape[1], Side, Side, provenance: null);
    }

    /// <summary>The rows for which something holds.</summary>
    public int[] Where(Func<ImageRecord, bool> holds) => [.. Enumerable.Range(0, Images.Count).Where(i => holds(Images.Records[i]))];

    /// <summary>Some of the images themselves.</summary>
    public RealImages Select(int[] rows)
    {
        var numbers = Enumerable.Range(0, _dataset.Records.Count).ToDictionary(i => _dataset.Records[i].Path);
        return _dataset.Select(rows.Select(r => numbers[Images.Records[r].Path]));
    }

    public void Dispose()
    {
        Features.Dispose();
        _dataset.Dispose();
    }
}
