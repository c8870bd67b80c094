using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Native;
using static TorchSharp.torch;

namespace Equipoise.Tuning;

/// <summary>Every objective: what samples are watched by while training, every figure of every metric, and a classifier's AUC.</summary>
public static class ObjectiveCatalog
{
    /// <summary>The macro AUC on validation images of a classifier that was trained with the generator's images.</summary>
    public const string ValidationAuc = "validation-auc";

    /// <summary>The kernel distance that <see cref="Generators.Monitoring.SampleMonitor"/> measures.</summary>
    public const string SampleDistance = "sample-distance";

    /// <summary>The diversity that <see cref="Generators.Monitoring.SampleMonitor"/> measures.</summary>
    public const string SampleDiversity = "sample-diversity";

    private static readonly Catalog<IMetric> Metrics = new();
    private static readonly Lazy<IReadOnlyList<(IMetric Metric, ObjectiveKind Kind)>> Figures = new(Find);

    private static readonly ObjectiveKind[] Others =
        [new(SampleDistance, Best.Low), new(SampleDiversity, Best.One), new(ValidationAuc, Best.High)];

    /// <summary>The names of all. Finding them takes libtorch.</summary>
    public static IEnumerable<string> Names => Figures.Value.Select(f => f.Kind.Name).Concat(Others.Select(o => o.Name));

    /// <summary>The objective of this name.</summary>
    /// <exception cref="UserException">No such objective; the message suggests the nearest.</exception>
    public static ObjectiveKind Get(string name) =>
        Figures.Value.Select(f => f.Kind).Concat(Others).FirstOrDefault(k => k.Name == name)
        ?? throw UserException.Usage($"Unknown objective '{name}'.", Suggestion.Among(name, Names));

    /// <summary>An objective for these images; the caller disposes it.</summary>
    /// <exception cref="UserException">There are too few images, or the features cannot be had.</exception>
    public static IObjective Create(ObjectiveKind kind, ObjectiveContext context) => kind.Name switch
    {
        ValidationAuc => new ValidationAucObjective(context),
        SampleDistance or SampleDiversity => new SampleObjective(context, kind.Name == SampleDiversity),
        _ => new FigureObjective(context, Figures.Value.First(f => f.Kind == kind).Metric, kind.Name),
    };

    // Which figures a metric gives, and which values are better, is asked of it with a few made-up numbers.
    private static IReadOnlyList<(IMetric, ObjectiveKind)> Find()
    {
        LibTorch.Load();
        using var scope = NewDisposeScope();
        using var generator = new Seed(0).Torch(CPU);
        using var real = new FeatureSet(randn([32, 2], generator: generator));
        using var synthetic = new FeatureSet(randn([32, 2], generator: generator));
        return
        [
            .. from entry in Metrics.Entries
               let metric = entry.Create()
               from figure in metric.Compute(real, synthetic, new Seed(0)).ToList()
               select (metric, new ObjectiveKind(figure.Name, figure.Best)),
        ];
    }
}
