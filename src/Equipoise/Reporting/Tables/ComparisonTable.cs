using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons", "Arms with synthetic images against the strongest without")]
internal sealed class ComparisonTable : ITable
{
    public Table Of(StudyResult result) => new("comparisons", "Difference in macro AUC to the strongest arm without synthetic images",
        "Paired on the same test images; 95 % interval.", ["arm", "fraction", "baseline", "difference", "low", "high", "verdict"],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               let c = result.ComparisonOf(a, f)
               where c is not null
               select (object?[])[a, Words.Plain(f), c.Baseline, c.Difference, c.Low, c.High, Findings.Word(c.Verdict)],
        ]);
}
