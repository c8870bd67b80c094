namespace Equipoise.Statistics;

/// <summary>How well a classifier tells one class from the rest.</summary>
/// <param name="Images">Test images of the class.</param>
/// <param name="Auc">Area under the ROC curve; NaN where the class or the rest is absent, like the rest of these.</param>
/// <param name="AucLow">Lower end of its 95 % interval (Newcombe's, from the number of patients).</param>
/// <param name="AucHigh">Its upper end.</param>
/// <param name="AveragePrecision">To be held against the share of the class, which is what chance gets.</param>
/// <param name="Sensitivity">The highest at a specificity of at least <see cref="DownstreamScores.Specificity"/>.</param>
/// <param name="Brier">Mean squared error of the class's scores, in [0,1], best 0.</param>
/// <param name="CalibrationError">Expected calibration error over ten bins of equally many images.</param>
public sealed record ClassScores(
    int Images, double Auc, double AucLow, double AucHigh, double AveragePrecision, double Sensitivity, double Brier, double CalibrationError)
{
    /// <param name="images">At least one.</param>
    /// <param name="label">The class.</param>
    public static ClassScores Of(IReadOnlyList<ScoredImage> images, int label)
    {
        var ranked = ScoredImages.Of(images, label);
        var auc = ranked.Auc();
        var (low, high) = double.IsNaN(auc) ? (double.NaN, double.NaN) : NewcombeInterval.Of(auc, Groups(true), Groups(false));
        return new(
            images.Count(i => i.Label == label), auc, low, high, ranked.AveragePrecision(), ranked.SensitivityAt(DownstreamScores.Specificity),
            BrierScore.Of(images, label), CalibrationCurve.Of(images, label).ExpectedError);

        int Groups(bool positive) => images.Where(i => i.Label == label == positive).DistinctBy(i => i.Group).Count();
    }
}
