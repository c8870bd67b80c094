using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("auc", "Macro AUC of each arm at each fraction, over seeds")]
internal sealed class AucTable : ITable
{
    public Table Of(StudyResult result) => new("auc", "Macro AUC by arm and fraction",
        "Mean over seeds and 95 % interval: the wider of that over test patients and that over seeds (over patients alone where there is one seed). "
        + "Validation: the same on validation images, by which the strongest arm is chosen.",
        ["arm", "fraction", "seeds", "macro_auc", "low", "high", "validation", .. result.HasPublished() ? ["published"] : Array.Empty<string>()],
        [
            .. from a in result.ArmsInOrder()
               from f in result.FractionsInOrder()
               let s = result.SummaryOf(a, f)
               where s is not null
               select (object?[])[a, Words.Plain(f), s.Seeds, s.MacroAuc, s.Low, s.High, s.Validation, .. result.HasPublished() ? [s.Published] : Array.Empty<object?>()],
        ]);
}
