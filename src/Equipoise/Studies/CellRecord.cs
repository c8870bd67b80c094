namespace Equipoise.Studies;

/// <summary><c>metrics.json</c> of a finished cell; written last.</summary>
public sealed record CellRecord
{
    /// <summary>A hash of all that decided what the cell came to: images, settings, seed.</summary>
    public required string Address { get; init; }

    public required IReadOnlyList<int> RealPerClass { get; init; }

    public required IReadOnlyList<int> SyntheticPerClass { get; init; }

    /// <summary>Synthetic images that were near copies of training images and were drawn anew; null for arms without any.</summary>
    public int? NearCopiesWithheld { get; init; }

    /// <summary>Paths of validation and test images that are copies of its synthetic images; null for arms without any, and where nobody looked.</summary>
    public IReadOnlyList<string>? CopiedTestImages { get; init; }

    /// <summary>Optimiser steps of the classifier.</summary>
    public required int Steps { get; init; }

    public required int BestEpoch { get; init; }

    /// <summary>Mean of the one-vs-rest areas under the ROC curve on the test images.</summary>
    public required double MacroAuc { get; init; }

    public required IReadOnlyList<double> AucPerClass { get; init; }

    /// <summary>Time of each stage, in seconds; of all processes that took part. What cells share counts in the first of them.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>Versions, machine, threads and precision of the process that finished it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Where it lies.</summary>
    public static string FileIn(StudyFolder folder, CellId cell) => folder.In(cell, "metrics.json");
}
