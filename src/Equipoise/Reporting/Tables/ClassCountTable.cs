using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

[Named("class-counts", "Real and synthetic training images of each class in each cell")]
internal sealed class ClassCountTable : ITable
{
    public Table Of(StudyResult result) => new("class-counts", "Training images of each class", "",
        ["arm", "fraction", "seed", "class", "real", "synthetic"],
        [
            .. from c in result.Cells
               from k in Enumerable.Range(0, result.Data.ClassNames.Count)
               select (object?[])[c.Id.Arm, Words.Plain(c.Id.Fraction), c.Id.Seed, result.Data.ClassNames[k], c.RealPerClass[k], c.SyntheticPerClass[k]],
        ]);
}
