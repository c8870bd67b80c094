using System.Text.Json;
using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>Model cards of generators, after Mitchell et al. 2019, "Model Cards for Model Reporting".</summary>
public static class ModelCard
{
    /// <summary>Of the generator of a cell; null without one.</summary>
    public static Card? Of(StudyResult result, CellResult cell)
    {
        if (cell.Generator is not { } generator)
            return null;
        var classes = generator.ClassNames.Zip(generator.RealPerClass, (name, n) => $"{name} {Words.Count(n)}");
        return new($"model-card-{Suffix(cell)}", $"Model card: {generator.Generator} of arm {cell.Id.Arm}",
        [
            new("Model", [
                $"A class-conditional {generator.Generator} for {generator.Resolution} × {generator.Resolution} pixels, {(generator.Channels == 1 ? "grey" : "colour")}, trained by Equipoise {generator.Environment.GetValueOrDefault("Equipoise", "")}.",
                $"Weights: SHA-256 {generator.Weights}. Seed {generator.Seed}.",
                $"Settings: {JsonSerializer.Serialize(generator.Settings, Json.Line)}",
            ]),
            new("Training data", [
                $"{Words.Count(generator.RealPerClass.Sum(), "image")} of {result.Data.Source} ({Words.List([.. classes])}): the training images of seed {cell.Id.Seed} at {Words.Percent(cell.Id.Fraction)}, SHA-256 over their hashes {generator.TrainedOn}. No validation or test image.",
            ]),
            new("How training went", [.. Training(generator)]),
            new("Evaluation", [.. Evaluated(result, cell)]),
            new("Intended use", [
                "Drawing training images for a classifier of the same classes, at the same resolution, from the same kind of source.",
                "Out of scope: diagnosis, teaching, or any use in which an image is taken for a patient's; other sources, scanners and populations.",
            ]),
            new("Ethical considerations", [
                "A generator can give training images back, and its weights hold what it learned of patients: treat them as the images that it was trained on.",
            ]),
        ]);
    }

    /// <summary>What tells the files of a cell from those of others.</summary>
    internal static string Suffix(CellResult cell) => $"{Words.FileName(cell.Id.Arm)}-{Words.Plain(cell.Id.Fraction)}-{cell.Id.Seed}";

    private static IEnumerable<string> Training(Generators.GeneratorCard generator)
    {
        yield return $"{Words.Duration(generator.Seconds)} on {generator.Environment.GetValueOrDefault("Device", "?")} in {generator.Environment.GetValueOrDefault("Precision", "?")}.";
        if (generator.BestEpoch is { } best)
            yield return $"The weights are those of epoch {best}, the best by the measure of the settings.";
        if (generator.EndedEarly)
            yield return "Training ended early for want of a better measurement.";
        if (generator.Rollbacks > 0)
            yield return $"Training diverged and went back {Words.Count(generator.Rollbacks, "time")}.";
        yield return generator.Collapsed.Count == 0
            ? "No class was found collapsed at the last measurement."
            : $"Collapsed, with samples much less diverse than real images: {Words.List(generator.Collapsed)}.";
    }

    private static IEnumerable<string> Evaluated(StudyResult result, CellResult cell)
    {
        foreach (var finding in cell.Evaluation is { } evaluation ? EvaluationFindings.PerClass(evaluation.Result) : [])
            yield return $"{finding.Class}: {finding.Sentence}";
        foreach (var finding in Findings.PerArm(result).Where(f => f.Arm == cell.Id.Arm))
            yield return $"As training images of a classifier: {finding.Arm} {finding.Sentence}";
    }
}
