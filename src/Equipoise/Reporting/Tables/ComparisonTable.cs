using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons", "Arms with synthetic images against the strongest without")]
internal sealed class ComparisonTable : ITable
{
    public Table Of(StudyResult result) => Of(
        result, "comparisons", "Difference in macro AUC to the strongest arm without synthetic images",
        "Mean over seeds, paired on the same test images; the other arm was chosen on validation images.", result.Comparisons);

    /// <summary>A table of comparisons of one kind.</summary>
    /// <param name="how">How they were made.</param>
    /// <param name="comparisons">All over which p-values are corrected.</param>
    public static Table Of(StudyResult result, string name, string title, string how, IReadOnlyList<Comparison> comparisons) => new(name, title,
        $"{how} The 95 % interval and p hold for one comparison; p_holm is corrected over the {comparisons.Count} of this table, and the verdict goes by it at 5 %.",
        ["arm", "fraction", "against", "difference", "low", "high", "standard_error", "degrees_of_freedom", "p", "p_holm", "verdict"],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               from c in comparisons
               where c.Arm == a && c.Fraction == f
               select (object?[])[a, Words.Plain(f), c.Against, c.Difference, c.Low, c.High, c.StandardError, c.DegreesOfFreedom, c.PValue, c.AdjustedPValue, Findings.Word(c.Verdict)],
        ]);
}
