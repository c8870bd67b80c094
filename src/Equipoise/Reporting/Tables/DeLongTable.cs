using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("delong", "DeLong's test of each class in each seed, against the strongest arm without synthetic images")]
internal sealed class DeLongTable : ITable
{
    public Table Of(StudyResult result) => new("delong", "Difference in AUC of each class within each seed",
        "Paired test of DeLong et al. (1988), by patient (Obuchowski 1997): two trained classifiers on the same test images. It tells nothing of other "
        + "trainings, and p is not corrected. Empty where a class has fewer than two patients.",
        ["arm", "fraction", "against", "seed", "class", "difference", "low", "high", "p"],
        [
            .. from c in result.Comparisons
               from cell in result.CellsOf(c.Arm, c.Fraction)
               from other in result.CellsOf(c.Against, c.Fraction)
               where other.Id.Seed == cell.Id.Seed
               from k in Enumerable.Range(0, result.Data.ClassNames.Count)
               let d = Test(cell.Scores, other.Scores, k)
               select (object?[])[
                   c.Arm, Words.Plain(c.Fraction), c.Against, cell.Id.Seed, result.Data.ClassNames[k],
                   cell.AucPerClass[k] - other.AucPerClass[k], d?.Interval.Low, d?.Interval.High, d?.PValue],
        ]);

    private static PairedDifference? Test(IReadOnlyList<ScoredImage> arm, IReadOnlyList<ScoredImage> other, int label) =>
        Groups(arm, label, true) < 2 || Groups(arm, label, false) < 2 ? null : ScoredImages.DeLong([arm, other], label).Compare(0, 1);

    private static int Groups(IReadOnlyList<ScoredImage> images, int label, bool positive) =>
        images.Where(i => (i.Label == label) == positive).DistinctBy(i => i.Group).Count();
}
