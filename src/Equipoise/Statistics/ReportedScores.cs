namespace Equipoise.Statistics;

/// <summary>What a study reports of each arm beside the area under the ROC curve.</summary>
public static class ReportedScores
{
    /// <summary>Name as tables have it, the highest that the score can be (the lowest is 0), and the score.</summary>
    public static IReadOnlyList<(string Name, double Most, ResampledStatistic Score)> All { get; } =
    [
        ("average_precision", 1, ScoredImages.MacroAveragePrecision),
        ("sensitivity_at_95_specificity", 1, ScoredImages.MacroSensitivityAt(DownstreamScores.Specificity)),
        ("balanced_accuracy", 1, ScoredImages.BalancedAccuracy),
        ("brier", double.PositiveInfinity, ScoredImages.Brier),
        ("calibration_error", 1, ScoredImages.MacroCalibrationError),
    ];
}
