using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>Images that are there more than once: the same file, or one that differs by compression, a small resize or a flip.</summary>
/// <param name="Groups">Groups of two or more, as ascending numbers of the records.</param>
/// <param name="Near">The pairs that link images which are not the same file.</param>
internal sealed record Copies(IReadOnlyList<IReadOnlyList<int>> Groups, IReadOnlyList<NearDuplicate> Near)
{
    /// <summary>Finds them.</summary>
    /// <param name="fingerprints">Per record.</param>
    public static Copies Of(IReadOnlyList<ImageRecord> records, IReadOnlyList<Fingerprint> fingerprints, IRunProgress progress)
    {
        // One of each content is enough to find its near copies.
        var distinct = Enumerable.Range(0, records.Count).GroupBy(i => records[i].Hash).Select(g => g.ToArray()).ToList();
        List<NearDuplicate> near =
        [
            .. NearDuplicates.Find([.. distinct.Select(g => fingerprints[g[0]])], new NearDuplicateSettings(), progress).Pairs
                .Select(p => p with { A = distinct[p.A][0], B = distinct[p.B][0] }),
        ];
        var links = new DisjointSets(records.Count);
        foreach (var same in distinct)
            links.Join(same);
        foreach (var pair in near)
            links.Join([pair.A, pair.B]);
        return new Copies([.. Enumerable.Range(0, records.Count).GroupBy(links.Find).Select(g => g.ToArray()).Where(g => g.Length > 1)], near);
    }

    /// <summary>Links images of one patient, and copies of one image, however indirectly: what must not be torn apart.</summary>
    public DisjointSets WithPatients(IReadOnlyList<ImageRecord> records)
    {
        var links = new DisjointSets(records.Count);
        foreach (var patient in Enumerable.Range(0, records.Count).GroupBy(i => records[i].Group))
            links.Join(patient);
        foreach (var group in Groups)
            links.Join(group);
        return links;
    }
}
