using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>
/// Every metric for synthetic images against real ones, all together and class by class. Either kind gives as many images of
/// every class, drawn with equal chances where it has more, so that neither their number nor the mixture of classes tells
/// them apart. That both have the same mixture draws estimates for all classes together somewhat nearer than chance would;
/// it does the same to real against real.
/// </summary>
public static class Comparison
{
    private const int Divisions = 5, Few = 50;

    private static readonly Catalog<IMetric> Metrics = new();

    /// <summary>The names of all metrics, each of which gives one figure or more.</summary>
    public static IReadOnlyCollection<string> MetricNames => Metrics.Names;

    /// <summary>The figures, by class and then by metric.</summary>
    /// <param name="real">What the synthetic images are to be like.</param>
    /// <param name="synthetic">As wide as the real features, with the same numbers for the same classes.</param>
    /// <param name="classNames">The classes by number.</param>
    /// <param name="metrics">Names of metrics; null for all.</param>
    /// <exception cref="ArgumentException">Features of different width.</exception>
    public static IReadOnlyList<MetricRow> Of(
        LabelledFeatures real, LabelledFeatures synthetic, IReadOnlyList<string> classNames, Seed seed,
        IRunProgress progress, CancellationToken stop, IReadOnlyCollection<string>? metrics = null)
    {
        if (real.Features.Width != synthetic.Features.Width)
            throw new ArgumentException(
                $"{synthetic.Features.Width} features of synthetic images, {real.Features.Width} of real ones.", nameof(synthetic));
        var chosen = (metrics ?? Metrics.Names).Select(name => Metrics.Get(name, "metric")).ToArray();
        var pairs = classNames.Select((_, c) => Pair.Of(real.Members(c), synthetic.Members(c), seed.For(c))).ToArray();
        (string? Class, Pair[] Pairs)[] scopes = [.. classNames.Zip(pairs, (name, pair) => ((string?)name, new[] { pair }))];
        if (pairs.Count(p => p.Real.Length > 0) > 1)
            scopes = [(null, pairs), .. scopes];
        using var stage = progress.Begin("Comparing", scopes.Length * chosen.Length);
        var rows = new List<MetricRow>();
        var done = 0;
        foreach (var (scope, metric) in scopes.SelectMany(s => chosen.Select(m => (s, m))))
        {
            stop.ThrowIfCancellationRequested();
            rows.AddRange(Rows(scope.Class, metric, real.Features, synthetic.Features, scope.Pairs, seed.For(scope.Class ?? "")));
            stage.Report(++done);
        }
        return rows;
    }

    private static IEnumerable<MetricRow> Rows(
        string? label, CatalogEntry<IMetric> entry, FeatureSet real, FeatureSet synthetic, Pair[] pairs, Seed seed)
    {
        var metric = entry.Create();
        using var a = real.Take([.. pairs.SelectMany(p => p.Real)]);
        using var b = synthetic.Take([.. pairs.SelectMany(p => p.Synthetic)]);
        if (a.Count < metric.FewestImages)
        {
            var caution = $"{a.Count} images of either kind; it needs at least {metric.FewestImages}";
            yield return new(label, entry.Name, Best.Low, a.Count, null, null, null, 0, caution);
            yield break;
        }
        var (floor, size) = RealAgainstReal(metric, real, pairs, seed.For("halves"));
        foreach (var result in metric.Compute(a, b, seed.For("metric")))
            yield return new(
                label, result.Name, result.Best, a.Count, result.Value, result.Interval,
                floor.TryGetValue(result.Name, out var perfect) ? perfect : null, size, Caution(result.Name, a));
    }

    private static (Dictionary<string, double> Figures, int Size) RealAgainstReal(IMetric metric, FeatureSet real, Pair[] pairs, Seed seed)
    {
        var figures = new List<MetricResult>();
        var size = int.MaxValue;
        for (var i = 0; i < Divisions; i++)
        {
            var (left, right) = Halves.Of(pairs, real.Groups, seed.For(i));
            if ((size = Math.Min(size, left.Length)) < metric.FewestImages)
                return ([], 0);
            using var a = real.Take(left);
            using var b = real.Take(right);
            figures.AddRange(metric.Compute(a, b, seed.For(i)));
        }
        return (figures.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Average(f => f.Value)), size);
    }

    private static string? Caution(string figure, FeatureSet images)
    {
        var words = new List<string>();
        if (images.Count < Few)
            words.Add($"{images.Count} images are too few for more than a hint");
        if (figure == "frechet" && images.Count <= images.Width)
            words.Add($"{images.Count} images for {images.Width} features make it mostly bias: compare it with real against real only");
        return words.Count == 0 ? null : string.Join("; ", words);
    }
}
