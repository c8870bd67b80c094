using Equipoise.Classification;
using Equipoise.Common;

namespace Equipoise.Studies;

/// <summary>The cells of a study, and where what belongs to them lies in its folder.</summary>
public sealed class StudyCells
{
    private readonly StudyFolder _folder;
    private readonly string? _evaluateIn;
    private readonly Dictionary<string, Arm> _arms;
    private readonly Dictionary<CellId, Places> _placesOf;
    private readonly ILookup<CellId?, CellId> _seenThrough;

    /// <param name="spec">With its record of the run, which names the data.</param>
    public StudyCells(StudyFolder folder, StudySpec spec)
    {
        (_folder, All, _evaluateIn) = (folder, Of(spec), spec.EvaluateIn);
        _arms = spec.Arms.ToDictionary(a => a, a => spec.Arm(a));
        var addresses = new StageAddresses(spec);
        _placesOf = All.ToDictionary(c => c, c => PlacesOf(c, addresses));
        _seenThrough = All.ToLookup(Baseline);
    }

    /// <summary>All of them, seed by seed and fraction by fraction.</summary>
    public IReadOnlyList<CellId> All { get; }

    /// <inheritdoc cref="All"/>
    public static IReadOnlyList<CellId> Of(StudySpec spec) =>
        [.. from seed in spec.Seeds from fraction in spec.Fractions from arm in spec.Arms select new CellId(arm, fraction, seed)];

    /// <summary>The arm of a cell.</summary>
    public Arm Arm(CellId cell) => _arms[cell.Arm];

    /// <summary>What decides what the cell comes to.</summary>
    public string Address(CellId cell) => _placesOf[cell].Address;

    /// <summary>The folder of the cell's generator; null without one. Cells that differ in later settings only share it.</summary>
    public string? Generator(CellId cell) => _placesOf[cell].Generator;

    /// <summary>The folder of its synthetic images; null without a generator.</summary>
    public string? Synthetic(CellId cell) => _placesOf[cell].Synthetic;

    /// <summary>The folder of what these images were found to be like; null without a generator.</summary>
    public string? Evaluation(CellId cell) => _placesOf[cell].Evaluation;

    /// <summary>What came of the cell; null where it is not finished, or was finished with other settings.</summary>
    /// <exception cref="UserException">The record is damaged.</exception>
    public CellRecord? Record(CellId cell) => Read<CellRecord>(CellRecord.FileIn(_folder, cell)) is { } record && record.Address == Address(cell) ? record : null;

    /// <summary>Whether nothing of the cell is left to do with these settings.</summary>
    public bool IsDone(CellId cell) => Record(cell) is not null && IsEvaluated(cell) && (!NeedsClassifier(cell) || HasClassifier(cell));

    /// <summary>Whether all that is left of the cell must wait for another: its images are to be looked at through a classifier that is not there.</summary>
    public bool Waits(CellId cell) => LacksBaseline(cell) && Record(cell) is not null && !IsEvaluated(cell);

    /// <summary>Whether the classifier through which its images are to be looked at is not there.</summary>
    public bool LacksBaseline(CellId cell) => Baseline(cell) is { } baseline && !HasClassifier(baseline);

    /// <summary>Whether its synthetic images were looked at, or are not to be.</summary>
    public bool IsEvaluated(CellId cell) => Evaluation(cell) is not { } evaluation || _evaluateIn == StudySpec.NoEvaluation
        || EvaluatedSet.Exists(evaluation) || Baseline(cell) is { } baseline && Failure(baseline) is not null
        || Record(cell) is { } record && record.SyntheticPerClass.All(n => n == 0);

    /// <summary>The cell whose classifier gives the features in which this one's images are compared; null where something else does.</summary>
    public CellId? Baseline(CellId cell) =>
        _evaluateIn == StudySpec.BaselineFeatures && Generator(cell) is not null ? cell with { Arm = ArmCatalog.None } : null;

    /// <summary>Whether images of other cells are still to be looked at through the cell's classifier.</summary>
    public bool NeedsClassifier(CellId cell) => _seenThrough[cell].Any(c => !IsEvaluated(c) && Failure(c) is null);

    private bool HasClassifier(CellId cell) => ClassifierFolder.Exists(Classifier(cell), Address(cell));

    /// <summary>The folder of the cell's classifier and its scores.</summary>
    public string Classifier(CellId cell) => _folder.In(cell, "classifier");

    /// <summary>Why the cell could not be finished; null where it has not failed with these settings.</summary>
    public CellFailure? Failure(CellId cell) =>
        Read<CellFailure>(CellFailure.FileIn(_folder, cell)) is { } failure && failure.Address == Address(cell) ? failure : null;

    // Settings are written out and hashed for each address: once for each cell.
    private Places PlacesOf(CellId cell, StageAddresses addresses)
    {
        var arm = Arm(cell);
        var address = addresses.Cell(cell, arm);
        if (arm.Generator is not { } generator)
            return new(address, null, null, null);
        var folder = _folder.In("generators", generator.Name, CellId.FractionName(cell.Fraction), $"{cell.Seed}-{addresses.Generator(cell, arm)}");
        var images = addresses.Synthetic(cell, arm);
        return new(address, folder, Path.Combine(folder, $"synthetic-{images}"), Path.Combine(folder, $"evaluation-{addresses.Evaluation(cell, arm)}"));
    }

    private static T? Read<T>(string path)
        where T : class => File.Exists(path) ? Json.Read<T>(path) : null;

    private sealed record Places(string Address, string? Generator, string? Synthetic, string? Evaluation);
}
