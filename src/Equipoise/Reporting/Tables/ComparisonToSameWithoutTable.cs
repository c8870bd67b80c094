using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons-to-same-without", "Every arm with synthetic images against the same arm without")]
internal sealed class ComparisonToSameWithoutTable : ITable
{
    public Table Of(StudyResult result) => new("comparisons-to-same-without", "Difference in macro AUC to the same arm without synthetic images",
        "What the synthetic images add to what is done anyway. Mean over seeds, paired on the same test images. The 95 % interval and p hold for one comparison; p_holm is "
        + $"corrected over the {result.ComparisonsToSameWithout.Count} of this table, and the verdict goes by it at 5 %.",
        ComparisonTable.Header, ComparisonTable.Rows(result, result.ComparisonsToSameWithout));
}
