using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>
/// <c>results.csv</c>: one row per finished cell. Neither time nor machine is in it, so that two equal runs give
/// equal bytes.
/// </summary>
public static class ResultsCsv
{
    public static string Write(StudyResult result)
    {
        var classes = result.Data.ClassNames;
        return Csv.Write(
            [
                "arm", "fraction", "seed", "macro_auc", .. classes.Select(c => $"auc:{c}"), "test_images", "steps", "best_epoch",
                .. classes.Select(c => $"real:{c}"), .. classes.Select(c => $"synthetic:{c}"),
            ],
            result.Cells.Select(IEnumerable<object?> (c) =>
            [
                c.Id.Arm, c.Id.Fraction, c.Id.Seed, c.MacroAuc, .. c.AucPerClass.Cast<object?>(), c.Scores.Count, c.Steps, c.BestEpoch,
                .. c.RealPerClass.Cast<object?>(), .. c.SyntheticPerClass.Cast<object?>(),
            ]));
    }
}
