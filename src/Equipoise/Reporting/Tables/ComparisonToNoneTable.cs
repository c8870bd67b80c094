using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("comparisons-to-none", "Every arm against the images as they are")]
internal sealed class ComparisonToNoneTable : ITable
{
    public Table Of(StudyResult result) => new("comparisons-to-none", "Difference in macro AUC to the arm none",
        "Mean over seeds, paired on the same test images. The 95 % interval and p hold for one comparison; p_holm is corrected over the "
        + $"{result.ComparisonsToNone.Count} of this table, and the verdict goes by it at 5 %.",
        ComparisonTable.Header, ComparisonTable.Rows(result, result.ComparisonsToNone));
}
