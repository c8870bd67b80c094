namespace Equipoise.Statistics;

/// <summary>How well a classifier did on test images: what a reader of a trial asks for beside the area under the curve.</summary>
/// <param name="PerClass">One-vs-rest, in label order.</param>
/// <param name="MacroAuc">Mean area under the ROC curve over classes.</param>
/// <param name="MacroAveragePrecision">Mean average precision over classes.</param>
/// <param name="BalancedAccuracy">Mean sensitivity over classes, each image given its likeliest class.</param>
/// <param name="Brier">In [0,2], best 0.</param>
/// <param name="Confusion">Images by class (rows) and by class given (columns).</param>
public sealed record DownstreamScores(
    IReadOnlyList<ClassScores> PerClass, double MacroAuc, double MacroAveragePrecision, double BalancedAccuracy, double Brier,
    IReadOnlyList<IReadOnlyList<double>> Confusion)
{
    /// <summary>The specificity at which sensitivity is reported.</summary>
    public const double Specificity = 0.95;

    /// <param name="images">At least one.</param>
    public static DownstreamScores Of(IReadOnlyList<ScoredImage> images)
    {
        var classes = Enumerable.Range(0, images[0].Scores.Count).ToArray();
        ClassScores[] perClass = [.. classes.Select(c => ClassScores.Of(images, c))];
        var confusion = ConfusionMatrix.Of(images);
        return new(
            perClass, Auc.Macro(perClass.Select(c => c.Auc)), Auc.Macro(perClass.Select(c => c.AveragePrecision)), confusion.BalancedAccuracy,
            BrierScore.Of(images), [.. classes.Select(a => classes.Select(p => confusion[a, p]).ToArray())]);
    }
}
