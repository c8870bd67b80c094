using System.Text.Json.Nodes;
using Equipoise.Evaluation;
using Equipoise.Features;
using Equipoise.Generators;

namespace Equipoise.Tuning;

/// <summary>What a search is, beside the data, the seeds and the settings that trials start from, which are those of a study.</summary>
public sealed record TuneSettings
{
    private const int DefaultTrials = 20;

    /// <summary>The GAN's name in the catalog.</summary>
    public required string Gan { get; init; }

    /// <summary>The search space as <see cref="SpaceFile"/> reads it; empty to train the defaults only.</summary>
    public JsonObject Space { get; init; } = [];

    /// <summary>Which candidates are tried.</summary>
    public SearchMethod Method { get; init; } = SearchMethod.Random;

    /// <summary>Candidates beside the defaults; null for 20. A grid has as many as there are combinations.</summary>
    public int? Trials { get; init; }

    /// <summary>One in so many trials goes on to the next rung of successive halving.</summary>
    public int Eta { get; init; } = 3;

    /// <summary>Epochs of the lowest rung, at least; null for what makes three rungs.</summary>
    public int? MinimumEpochs { get; init; }

    /// <summary>What is made better; see <see cref="ObjectiveKind"/>.</summary>
    public string Objective { get; init; } = "kernel";

    /// <summary>
    /// The features in which images are compared; null for those of an evaluation, or for what samples are watched by for those that
    /// the GAN's <c>measureIn</c> names.
    /// </summary>
    public string? Features { get; init; }

    /// <summary>
    /// Epochs between two measurements for the learning curves, 0 to measure only where it decides; null for the GAN's
    /// <c>measureEvery</c>, or 0 where a classifier is trained for each.
    /// </summary>
    public int? MeasureEvery { get; init; }

    /// <summary>Shares of the training images on which the defaults are trained besides; may be empty.</summary>
    public IReadOnlyList<double> Fractions { get; init; } = [];

    internal int WantedTrials => Trials ?? DefaultTrials;

    /// <summary>With the choices that depend on the objective and the GAN.</summary>
    internal TuneSettings Resolve(ObjectiveKind objective, GeneratorSpec spec) => this with
    {
        Features = !objective.ComparesImages ? null
            : Features ?? (objective.IsWatched ? spec.MeasureIn : new EvaluationSettings().FeaturesOrDefault),
        MeasureEvery = MeasureEvery ?? (objective.ComparesImages ? spec.MeasureEvery : 0),
    };

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (Trials is < 1)
            yield return $"--trials must be at least 1; received {Trials}.";
        if (Trials is not null && Method == SearchMethod.Grid)
            yield return $"--trials {Trials} does not go with --method grid, which tries every combination.";
        if (Eta < 2)
            yield return $"--eta must be at least 2; received {Eta}.";
        if (MinimumEpochs is < 1)
            yield return $"--min-epochs must be at least 1; received {MinimumEpochs}.";
        if (MeasureEvery is < 0)
            yield return $"--measure-every must be at least 0; received {MeasureEvery}.";
        if (Features is not null && !FeatureCatalog.All.Names.Contains(Features))
            yield return $"--features must be one of {string.Join(", ", FeatureCatalog.All.Names)}; received '{Features}'.";
        if (Fractions.Any(f => f is not (> 0 and <= 1)) || Fractions.Distinct().Count() != Fractions.Count)
            yield return $"--fractions must be different numbers above 0 and at most 1; received {string.Join(",", Fractions)}.";
        if (Space.Count == 0 && Fractions.Count == 0)
            yield return "nothing to search: give --space FILE, or --fractions to train the defaults on several shares of the images.";
    }
}
