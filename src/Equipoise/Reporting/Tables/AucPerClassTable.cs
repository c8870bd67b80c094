using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("auc-per-class", "One-vs-rest AUC of each class")]
internal sealed class AucPerClassTable : ITable
{
    public Table Of(StudyResult result) => new("auc-per-class", "AUC of each class against the rest",
        "Mean over seeds.", ["arm", "fraction", "seeds", .. result.Data.ClassNames],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               let s = result.SummaryOf(a, f)
               where s is not null
               select (object?[])[a, Words.Plain(f), s.Seeds, .. s.AucPerClass.Cast<object?>()],
        ]);
}
