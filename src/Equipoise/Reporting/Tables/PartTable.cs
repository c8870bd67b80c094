using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting.Tables;

/// <summary>What stands in the paper's Table 3: how many images of each class there are.</summary>
[Named("parts", "Images of each class in each part of each seed's split")]
internal sealed class PartTable : ITable
{
    public Table Of(StudyResult result)
    {
        var published = result.Spec.Published?.Images.Count > 0;
        return new("parts", "Images of each class in each part", "",
            ["seed", "part", "class", "images", .. published ? ["published"] : Array.Empty<string>()],
            [
                .. from seed in result.Data.Parts.OrderBy(s => s.Key)
                   from part in seed.Value.OrderBy(p => p.Key)
                   from k in Enumerable.Range(0, result.Data.ClassNames.Count)
                   let name = part.Key.ToString().ToLowerInvariant()
                   select (object?[])
                   [
                       seed.Key, name, result.Data.ClassNames[k], part.Value[k],
                       .. published ? [result.Spec.Published!.ImagesOf(name, result.Data.ClassNames[k])] : Array.Empty<object?>(),
                   ],
            ]);
    }
}
