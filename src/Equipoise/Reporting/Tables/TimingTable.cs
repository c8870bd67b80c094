using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("timings", "Seconds of each stage of each cell")]
internal sealed class TimingTable : ITable
{
    public Table Of(StudyResult result) => new("timings", "Seconds of each stage", "",
        ["arm", "fraction", "seed", "stage", "seconds"],
        [
            .. from c in result.Cells
               from s in c.Seconds
               select (object?[])[c.Id.Arm, Words.Plain(c.Id.Fraction), c.Id.Seed, s.Key, s.Value],
        ]);
}
