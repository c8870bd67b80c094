using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Evaluation;
using Equipoise.Features;
using static TorchSharp.torch;

namespace Equipoise.Tuning;

/// <summary>
/// A figure of a metric between samples and as many real images of the same class; the mean over classes, each counting the
/// same. All trials are compared with the same real images, and with samples of the same noise.
/// </summary>
internal sealed class FigureObjective : IObjective
{
    // Enough for a metric, few enough for hundreds of trials.
    private const int MostPerClass = 500;

    private readonly ObjectiveContext _context;
    private readonly IMetric _metric;
    private readonly string _figure;
    private readonly IFeatureExtractor _extractor;
    private readonly FeatureScaling? _scaling;
    private readonly int[] _counts;
    private readonly FeatureSet?[] _real;

    /// <exception cref="UserException">No class has images enough.</exception>
    public FigureObjective(ObjectiveContext context, IMetric metric, string figure)
    {
        (_context, _metric, _figure) = (context, metric, figure);
        var reference = context.Reference;
        var members = reference.ClassNames.Select((_, c) => Draw(reference, c, context.Seed.For("real").For(c))).ToArray();
        _counts = [.. members.Select(m => m.Length < metric.FewestImages ? 0 : m.Length)];
        if (_counts.All(n => n == 0))
            throw UserException.BadData(
                $"'{figure}' needs at least {metric.FewestImages} images of a class to compare with; there are {string.Join(" + ", members.Select(m => m.Length))}.",
                "Take another --objective, or compare with training images: --set generator.measureOn=training.");
        foreach (var (c, _) in _counts.Index().Where(n => n.Item == 0))
            context.Progress.Warn($"Class '{Printable.Name(reference.ClassNames[c])}' has too few images for '{figure}' and is left out of the objective.");
        _extractor = FeatureCatalog.Create(context.Features, new FeatureContext(context.Channels, context.Compute.Device));
        using var scope = NewDisposeScope();
        var values = Features(reference.Gather([.. members.Where((_, c) => _counts[c] > 0).SelectMany(m => m)]));
        // As in an evaluation: published distances are of unscaled features; those of radiomics have no common unit.
        _scaling = context.Features == "radiomics" ? FeatureScaling.Fit(values) : null;
        _real = Split(values, [.. members.Select(m => m.Select(i => reference.Records[i].Group).ToArray())]);
    }

    /// <inheritdoc/>
    public double Measure(Generators.IGenerator gan, int latentSize, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var samples = Samples.Draw(gan, latentSize, _counts, _context.Compute.Device, _context.Seed.For("noise"), stop);
        var synthetic = Split(Features(samples), groups: null);
        var values = new List<double>();
        for (var c = 0; c < _real.Length; c++)
            if (_real[c] is { } real && synthetic[c] is { } made)
            {
                stop.ThrowIfCancellationRequested();
                var figures = _metric.Compute(real, made, _context.Seed.For("metric").For(c));
                values.AddRange(figures.Where(f => f.Name == _figure).Select(f => f.Value));
                made.Dispose();
            }
        return values.DefaultIfEmpty(double.NaN).Average();
    }

    public void Dispose()
    {
        _extractor.Dispose();
        foreach (var features in _real)
            features?.Dispose();
    }

    // [N,C,H,W] uint8 to [N,D] on the CPU.
    private Tensor Features(Tensor pixels) => InParts.Of(
        pixels, 64, _extractor.Width, part => _extractor.Extract(ImageSets.ToFloat(part.to(_context.Compute.Device)))).cpu();

    private FeatureSet?[] Split(Tensor values, string[][]? groups)
    {
        var (scaled, from) = (_scaling?.Apply(values) ?? values, 0);
        return [.. _counts.Select((n, c) => n == 0 ? null : new FeatureSet(scaled[from..(from += n)], groups?[c]))];
    }

    private static int[] Draw(RealImages real, int label, Seed seed)
    {
        var members = Enumerable.Range(0, real.Count).Where(i => real.Labels[i] == label).ToArray();
        seed.Random().Permute(members);
        return members[..Math.Min(MostPerClass, members.Length)];
    }
}
