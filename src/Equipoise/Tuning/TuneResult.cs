using Equipoise.Studies;

namespace Equipoise.Tuning;

/// <summary>What came of a search, finished or not.</summary>
public sealed record TuneResult
{
    public required TuneSettings Search { get; init; }

    /// <summary>Data, seeds, the settings that trials start from, and what ran it.</summary>
    public required StudySpec Study { get; init; }

    public required ObjectiveKind Objective { get; init; }

    /// <summary>What was searched; empty where only the defaults were trained.</summary>
    public required IReadOnlyList<Dimension> Dimensions { get; init; }

    /// <summary>The epochs at which it was decided who goes on; the last is the end of training.</summary>
    public required IReadOnlyList<int> Rungs { get; init; }

    /// <summary>All trials that were begun, by number; the first is the defaults.</summary>
    public required IReadOnlyList<TrialResult> Trials { get; init; }

    /// <summary>What each setting explains by itself, the most important first.</summary>
    public IReadOnlyList<SettingImportance> Importance { get; init; } = [];

    /// <summary>The defaults on shares of the training images; empty unless asked for.</summary>
    public IReadOnlyList<FractionCurve> Curves { get; init; } = [];

    /// <summary>The defaults.</summary>
    public TrialResult Default => Trials[0];

    /// <summary>The trials that came to their end.</summary>
    public IEnumerable<TrialResult> Finished => Trials.Where(t => t.State == TrialState.Finished);

    /// <summary>Published distances of the GAN on a share of the images by epochs; empty where none were, or the objective is another.</summary>
    public IReadOnlyDictionary<int, double> Published(double fraction) => Objective.Name == "frechet" && Study.Published is { } published
        ? published.FrechetByEpochsFor(Search.Gan, fraction) : new Dictionary<int, double>();

    /// <summary>The best of the finished trials, among equals the earliest; null where none is finished.</summary>
    public TrialResult? Best => Finished.MinBy(t => Objective.Loss(t.Last!.Value));
}
