using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons-to-none", "Every arm against the images as they are")]
internal sealed class ComparisonToNoneTable : ITable
{
    public Table Of(StudyResult result) => ComparisonTable.Of(
        result, "comparisons-to-none", "Difference in macro AUC to the arm none",
        "Mean over seeds, paired on the same test images.", result.ComparisonsToNone);
}
