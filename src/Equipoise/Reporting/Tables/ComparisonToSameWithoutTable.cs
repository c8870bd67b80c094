using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons-to-same-without", "Every arm with synthetic images against the same arm without")]
internal sealed class ComparisonToSameWithoutTable : ITable
{
    public Table Of(StudyResult result) => ComparisonTable.Of(
        result, "comparisons-to-same-without", "Difference in macro AUC to the same arm without synthetic images",
        "What the synthetic images add to what is done anyway. Mean over seeds, paired on the same test images.", result.ComparisonsToSameWithout);
}
