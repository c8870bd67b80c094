namespace Equipoise.Statistics;

/// <summary>What is counted of scored images.</summary>
public static class ScoredImages
{
    /// <summary>Areas under the ROC curve, one-vs-rest, in label order.</summary>
    public static IReadOnlyList<double> AucPerClass(IReadOnlyList<ScoredImage> images) =>
        [.. Enumerable.Range(0, images[0].Scores.Count).Select(c => Of(images, c).Auc())];

    /// <summary>The scores of one class against the rest.</summary>
    public static RankedScores Of(IReadOnlyList<ScoredImage> images, int label) =>
        new([.. images.Select(i => i.Scores[label])], Positive(images, label));

    /// <summary>Areas with DeLong's variances, resp. Obuchowski's where patients have several images, of several classifiers that
    /// scored the same images, in the same order.</summary>
    /// <exception cref="ArgumentException">As <see cref="Statistics.DeLong"/> has it.</exception>
    public static DeLong DeLong(IReadOnlyList<IReadOnlyList<ScoredImage>> classifiers, int label) => new(
        [.. classifiers.Select(c => c.Select(i => i.Scores[label]).ToList())], Positive(classifiers[0], label), [.. classifiers[0].Select(i => i.Group)]);

    /// <summary>The mean over classes of areas under the ROC curve; classes that the images lack are left out.</summary>
    public static Func<IReadOnlyList<int>, double> MacroAuc(IReadOnlyList<ScoredImage> images) =>
        Macro(images, (scores, weights) => scores.Auc(weights));

    /// <summary>The mean over classes of average precision; classes that the images lack are left out.</summary>
    public static Func<IReadOnlyList<int>, double> MacroAveragePrecision(IReadOnlyList<ScoredImage> images) =>
        Macro(images, (scores, weights) => scores.AveragePrecision(weights));

    /// <summary>The mean over classes of sensitivity at a specificity; classes that the images lack are left out.</summary>
    public static ResampledStatistic MacroSensitivityAt(double specificity) => images =>
        Macro(images, (scores, weights) => scores.SensitivityAt(specificity, weights));

    /// <summary>See <see cref="ConfusionMatrix.BalancedAccuracy"/>.</summary>
    public static Func<IReadOnlyList<int>, double> BalancedAccuracy(IReadOnlyList<ScoredImage> images) =>
        weights => ConfusionMatrix.Of(images, weights).BalancedAccuracy;

    /// <summary>See <see cref="Statistics.BrierScore"/>.</summary>
    public static Func<IReadOnlyList<int>, double> Brier(IReadOnlyList<ScoredImage> images) => weights => BrierScore.Of(images, weights);

    /// <summary>The mean over classes of <see cref="CalibrationError"/>.</summary>
    public static Func<IReadOnlyList<int>, double> MacroCalibrationError(IReadOnlyList<ScoredImage> images)
    {
        CalibrationError[] classes = [.. Enumerable.Range(0, images[0].Scores.Count).Select(c => new CalibrationError(images, c))];
        return weights => classes.Average(c => c.Of(weights));
    }

    private static Func<IReadOnlyList<int>, double> Macro(IReadOnlyList<ScoredImage> images, Func<RankedScores, IReadOnlyList<int>?, double> value)
    {
        // Classes that the images lack have no value, in any resample.
        var classes = Enumerable.Range(0, images[0].Scores.Count).Select(c => Of(images, c)).Where(c => !double.IsNaN(value(c, null))).ToArray();
        return weights => classes.Select(c => value(c, weights)).DefaultIfEmpty(double.NaN).Average();
    }

    private static List<bool> Positive(IReadOnlyList<ScoredImage> images, int label) => [.. images.Select(i => i.Label == label)];
}
