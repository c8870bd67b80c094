namespace Equipoise.Studies;

/// <summary><c>metrics.json</c> of a finished cell; written last.</summary>
public sealed record CellRecord
{
    public required IReadOnlyList<int> RealPerClass { get; init; }

    public required IReadOnlyList<int> SyntheticPerClass { get; init; }

    /// <summary>Synthetic images that were near copies of training images and were drawn anew; null for arms without any.</summary>
    public int? NearCopiesWithheld { get; init; }

    /// <summary>Optimiser steps of the classifier.</summary>
    public required int Steps { get; init; }

    public required int BestEpoch { get; init; }

    /// <summary>Mean of the one-vs-rest areas under the ROC curve on the test images.</summary>
    public required double MacroAuc { get; init; }

    public required IReadOnlyList<double> AucPerClass { get; init; }

    /// <summary>Time of each stage that this cell ran itself.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }
}
