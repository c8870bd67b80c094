using Equipoise.Audit;
using Equipoise.Classification;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Statistics;

namespace Equipoise.Studies;

/// <summary>Everything a report needs, read back from a study's folder.</summary>
/// <param name="Folder">The study's folder; images named below lie in it.</param>
/// <param name="Spec">The resolved settings.</param>
/// <param name="SpecJson">The settings as <c>study.json</c> has them, with every default and every GAN's settings.</param>
/// <param name="Environment">What ran it: versions, machine, threads, precision, in display order.</param>
/// <param name="Data">The dataset.</param>
/// <param name="Cells">Every finished cell, in the order of seeds, fractions, arms.</param>
/// <param name="Summaries">Per arm and fraction, over seeds.</param>
/// <param name="Comparisons">Each arm with synthetic images against the strongest without, per fraction; these answer the study's question.</param>
/// <param name="ComparisonsToNone">Each other arm against <c>none</c>, per fraction.</param>
/// <param name="RealExamples">For each class a few real training images (PNG), paths within the folder.</param>
/// <param name="Command">The command that repeats the study.</param>
public sealed record StudyResult(
    string Folder,
    StudySpec Spec,
    string SpecJson,
    IReadOnlyDictionary<string, string> Environment,
    DatasetSummary Data,
    IReadOnlyList<CellResult> Cells,
    IReadOnlyList<ArmSummary> Summaries,
    IReadOnlyList<Comparison> Comparisons,
    IReadOnlyList<Comparison> ComparisonsToNone,
    IReadOnlyList<IReadOnlyList<string>> RealExamples,
    string Command)
{
    /// <summary>Each arm with synthetic images against the same arm without, per fraction.</summary>
    public IReadOnlyList<Comparison> ComparisonsToSameWithout { get; init; } = [];

    /// <summary>What is wrong with the data; null where it was not looked at.</summary>
    public DataAudit? Audit { get; init; }

    /// <summary>The cells that the study has, finished or not.</summary>
    public int PlannedCells => Spec.Arms.Count * Spec.Fractions.Count * Spec.Seeds.Count;
}

/// <summary>What is known of the dataset.</summary>
/// <param name="Source">Format and location.</param>
/// <param name="ClassNames">In label order.</param>
/// <param name="PerClass">Usable images of each class.</param>
/// <param name="Patients">Patients that could be told, or null where none could.</param>
/// <param name="Quarantine">Files not used, and why.</param>
/// <param name="Parts">Per seed, images of each class in each part.</param>
public sealed record DatasetSummary(
    string Source,
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<int> PerClass,
    int? Patients,
    IReadOnlyList<Quarantined> Quarantine,
    IReadOnlyDictionary<int, IReadOnlyDictionary<Part, IReadOnlyList<int>>> Parts);

/// <summary>One finished cell.</summary>
/// <param name="Synthetic">Whether the arm trains on synthetic images.</param>
/// <param name="RealPerClass">Real training images of each class.</param>
/// <param name="SyntheticPerClass">Synthetic training images of each class; all 0 for an arm without a GAN.</param>
/// <param name="Steps">Optimiser steps of the classifier.</param>
/// <param name="BestEpoch">The epoch with the lowest validation loss, from 1, whose weights were tested.</param>
/// <param name="AucPerClass">One-vs-rest area under the ROC curve on the test images; NaN where a class is absent.</param>
/// <param name="MacroAuc">Their mean.</param>
/// <param name="Seconds">Time of each stage: generator, synthesis, classifier.</param>
/// <param name="ClassifierCurve">Losses per epoch.</param>
/// <param name="GeneratorCurve">Mean of each loss per epoch; empty without a GAN.</param>
/// <param name="Scores">Per test image.</param>
/// <param name="ValidationScores">Per validation image; the only scores by which an arm is ever chosen. Empty where a cell has none.</param>
/// <param name="SampleGrids">Grids of fixed noise per epoch, paths within the study's folder, oldest first.</param>
/// <param name="SyntheticExamples">For each class a few synthetic images (PNG), paths within the study's folder; empty without a GAN.</param>
/// <param name="Generator">The card of the generator; null without one.</param>
/// <param name="Evaluation">How its images compare with real ones; null where that was left out.</param>
/// <param name="NearCopiesWithheld">Synthetic images that were near copies of training images; null without a generator.</param>
public sealed record CellResult(
    CellId Id,
    bool Synthetic,
    IReadOnlyList<int> RealPerClass,
    IReadOnlyList<int> SyntheticPerClass,
    int Steps,
    int BestEpoch,
    IReadOnlyList<double> AucPerClass,
    double MacroAuc,
    IReadOnlyDictionary<string, double> Seconds,
    IReadOnlyList<ClassifierEpoch> ClassifierCurve,
    IReadOnlyList<GeneratorEpoch> GeneratorCurve,
    IReadOnlyList<ScoredImage> Scores,
    IReadOnlyList<ScoredImage> ValidationScores,
    IReadOnlyList<string> SampleGrids,
    IReadOnlyList<IReadOnlyList<string>> SyntheticExamples,
    GeneratorCard? Generator = null,
    EvaluatedSet? Evaluation = null,
    int? NearCopiesWithheld = null)
{
    /// <summary>Paths of validation and test images that are copies of its synthetic images; null without any, and where nobody looked.</summary>
    public IReadOnlyList<string>? CopiedTestImages { get; init; }
}

/// <summary>A GAN's mean losses of one epoch, from 1.</summary>
public sealed record GeneratorEpoch(int Epoch, IReadOnlyDictionary<string, double> Losses);

/// <summary>An arm at a fraction, over seeds.</summary>
/// <param name="MacroAuc">Mean over seeds.</param>
/// <param name="Low">Lower end of the 95 % interval (<see cref="PairedComparison.Mean"/>).</param>
/// <param name="High">Upper end.</param>
/// <param name="AucPerClass">Mean over seeds.</param>
/// <param name="Scores">Other scores by name, see <see cref="ReportedScores"/>.</param>
/// <param name="Published">The published macro AUC for the same arm and fraction, or null.</param>
public sealed record ArmSummary(
    string Arm, double Fraction, int Seeds, double MacroAuc, double Low, double High,
    IReadOnlyList<double> AucPerClass, IReadOnlyDictionary<string, Estimate> Scores, double? Published)
{
    /// <summary>Macro AUC on the validation images, mean over seeds; NaN where these cannot tell.</summary>
    public double Validation { get; init; } = double.NaN;
}

/// <summary>What a difference lets one say.</summary>
public enum Verdict
{
    /// <summary>The corrected p-value is 0.05 or more, or there is one seed only.</summary>
    Undecided,

    /// <summary>It is below 0.05, and the arm is better.</summary>
    Helps,

    /// <summary>It is below 0.05, and the arm is worse.</summary>
    Hurts,
}

/// <summary>An arm against another at one fraction, over the seeds that all arms of the fraction have finished.</summary>
/// <param name="Against">The other arm.</param>
/// <param name="Difference">Mean over seeds of the macro AUC of the arm minus that of the other, paired on the same test images.</param>
/// <param name="Low">Lower end of its 95 % interval, which is not corrected for the number of comparisons.</param>
/// <param name="High">Upper end.</param>
/// <param name="StandardError">See <see cref="Statistics.MeanDifference"/>, as the next two.</param>
/// <param name="PValue">NaN with one seed.</param>
/// <param name="AdjustedPValue">After Holm, over all arms and fractions of one kind of comparison; the verdict goes by it.</param>
public sealed record Comparison(
    string Arm, double Fraction, string Against, double Difference, double Low, double High, double StandardError, double DegreesOfFreedom,
    double PValue, double AdjustedPValue, Verdict Verdict);
