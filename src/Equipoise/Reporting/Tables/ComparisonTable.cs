using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons", "Arms with synthetic images against the strongest without")]
internal sealed class ComparisonTable : ITable
{
    /// <summary>What each column is, for every table of comparisons.</summary>
    public static readonly string[] Header =
        ["arm", "fraction", "against", "difference", "low", "high", "standard_error", "degrees_of_freedom", "p", "p_holm", "verdict"];

    public Table Of(StudyResult result) => new("comparisons", "Difference in macro AUC to the strongest arm without synthetic images",
        "Mean over seeds, paired on the same test images; the other arm was chosen on validation images. The 95 % interval and p hold for one "
        + $"comparison; p_holm is corrected over the {result.Comparisons.Count} of this table, and the verdict goes by it at 5 %.",
        Header, Rows(result, result.Comparisons));

    public static IReadOnlyList<IReadOnlyList<object?>> Rows(StudyResult result, IReadOnlyList<Comparison> comparisons) =>
    [
        .. from a in result.ArmsInOrder()
           from f in result.FractionsInOrder()
           from c in comparisons
           where c.Arm == a && c.Fraction == f
           select (object?[])[a, Words.Plain(f), c.Against, c.Difference, c.Low, c.High, c.StandardError, c.DegreesOfFreedom, c.PValue, c.AdjustedPValue, Findings.Word(c.Verdict)],
    ];
}
