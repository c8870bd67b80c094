using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Images that a split must keep together, as numbers of the dataset's records.</summary>
/// <param name="Label">The class as which the group is counted: the rarest among its images, so that the shares of rare classes come out right.</param>
internal sealed record SplitGroup(int Label, int[] Members)
{
    /// <summary>All groups in random order: images of one patient, and copies of one image, linked however indirectly.</summary>
    public static List<SplitGroup> Of(Dataset dataset, Seed seed)
    {
        var perClass = dataset.PerClass;
        var links = dataset.Copies.WithPatients(dataset.Records);
        var groups = Enumerable.Range(0, dataset.Records.Count).GroupBy(links.Find)
            .Select(g => new SplitGroup(g.Select(i => dataset.Records[i].Label).MinBy(l => perClass[l]), [.. g])).ToList();
        seed.Random().Permute(groups);
        return groups;
    }
}
