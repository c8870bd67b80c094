using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("scores", "Average precision, sensitivity, balanced accuracy, Brier score and calibration of each arm")]
internal sealed class ScoreTable : ITable
{
    public Table Of(StudyResult result) => new("scores", "Other scores by arm and fraction",
        "Mean over seeds and 95 % interval. Average precision, sensitivity at 95 % specificity and expected calibration error are means over classes, "
        + "one against the rest; balanced accuracy is the mean sensitivity where each image gets its likeliest class; the Brier score sums over "
        + "classes. Lower is better for the Brier score and the calibration error.",
        ["arm", "fraction", "seeds", "score", "mean", "low", "high"],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               let s = result.SummaryOf(a, f)
               where s is not null
               from score in s.Scores
               select (object?[])[a, Words.Plain(f), s.Seeds, score.Key, score.Value.Value, score.Value.Low, score.Value.High],
        ]);
}
