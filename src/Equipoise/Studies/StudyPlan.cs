using System.Globalization;
using System.Text;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>What a study would do.</summary>
/// <param name="Settings">Every setting, resolved.</param>
/// <param name="ClassNames">In label order.</param>
/// <param name="Cells">By seed, fraction and arm.</param>
/// <param name="Estimate">What it would take; null where no step was timed.</param>
public sealed record StudyPlan(StudySpec Settings, IReadOnlyList<string> ClassNames, IReadOnlyList<PlannedCell> Cells, StudyEstimate? Estimate)
{
    /// <summary>Opens the data and splits it; trains nothing but a few steps to time them.</summary>
    /// <param name="keep">What is to stay on disk.</param>
    /// <param name="compute">Where steps are timed; null to time none.</param>
    /// <exception cref="UserException">The data cannot be used.</exception>
    public static StudyPlan Of(StudySpec spec, Keep keep, Compute? compute, IRunProgress progress, TimeProvider clock)
    {
        using var dataset = StudyRunner.Load(spec, progress);
        var splits = spec.Seeds.ToDictionary(s => s, s => Split.ByPatient(dataset, spec.Split, StageSeeds.Split(s)));
        var estimate = compute is null ? null : new StudyEstimator(spec, keep, splits[spec.Seeds[0]], compute, clock).Of();
        return new StudyPlan(spec, dataset.ClassNames, [.. StudyCells.Of(spec).Select(c => Plan(spec, c, splits[c.Seed]))], estimate);
    }

    public override string ToString()
    {
        var text = new StringBuilder(Json.Write(Settings));
        text.AppendLine(CultureInfo.InvariantCulture, $"{Cells.Count} cells; images of each class ({string.Join(", ", ClassNames)}):");
        foreach (var cell in Cells)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {cell.Cell}: train {string.Join(" + ", cell.Train)}, synthetic {string.Join(" + ", cell.Synthetic)}, validation {string.Join(" + ", cell.Validation)}, test {string.Join(" + ", cell.Test)}; {cell.Steps} steps");
        return text.Append(Estimate).ToString().TrimEnd();
    }

    private static PlannedCell Plan(StudySpec spec, CellId cell, Split split)
    {
        var train = split.Train(cell.Fraction).PerClass;
        return new PlannedCell(
            cell, train, spec.Arm(cell.Arm) is { Generator: not null } arm ? SynthesisPlan.Of(arm.Synthesis, train).PerClass : [.. train.Select(_ => 0)],
            split.Validation.PerClass, split.Test.PerClass, spec.Classifier.Epochs * spec.Classifier.StepsPerEpoch(train));
    }
}

/// <summary>A cell's images of each class, and the classifier's optimiser steps.</summary>
public sealed record PlannedCell(
    CellId Cell, IReadOnlyList<int> Train, IReadOnlyList<int> Synthetic, IReadOnlyList<int> Validation, IReadOnlyList<int> Test, int Steps);
