using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Audit;

/// <summary>Images that are there more than once.</summary>
/// <param name="ExactGroups">Groups of files with the same content.</param>
/// <param name="NearGroups">Groups that also hold images which differ by compression, a small resize or a flip.</param>
/// <param name="Surplus">Images beyond the first of each group.</param>
/// <param name="Conflicting">Groups with images of several classes: at most one label is right.</param>
/// <param name="OnSeveralSides">Groups in several parts of the source's own split.</param>
/// <param name="TornByChance">How many groups a random split 75 : 5 : 20 by file would put on several sides.</param>
/// <param name="Groups">Each group, conflicting ones first.</param>
public sealed record CopyAudit(
    int ExactGroups, int NearGroups, int Surplus, int Conflicting, int OnSeveralSides, double TornByChance, IReadOnlyList<CopyGroup> Groups)
{
    /// <summary>Sums up what was found.</summary>
    internal static CopyAudit Of(Copies copies, IReadOnlyList<ImageRecord> records, IReadOnlyList<string> classNames)
    {
        var groupOf = copies.Groups.SelectMany((g, k) => g.Select(i => (i, k))).ToDictionary(p => p.i, p => p.k);
        var near = copies.Near.ToLookup(p => groupOf[p.A]);
        List<CopyGroup> groups = [.. copies.Groups.Select((g, k) => new CopyGroup(
            g.Select(i => records[i].Hash).Distinct().Count() == 1, near[k].Select(p => p.Similarity).DefaultIfEmpty(1).Min(), near[k].Any(p => p.Mirrored),
            [.. g.Select(i => new CopyMember(records[i].Path, classNames[records[i].Label], records[i].Part))]))];
        var shares = new SplitSettings();
        return new CopyAudit(
            groups.Count(g => g.Exact), groups.Count(g => !g.Exact), groups.Sum(g => g.Members.Count - 1),
            groups.Count(g => g.Conflicting), groups.Count(g => g.OnSeveralSides),
            groups.Sum(g => 1 - new[] { shares.Train, shares.Validation, shares.Test }.Sum(p => Math.Pow(p, g.Members.Count))),
            [.. groups.OrderByDescending(g => g.Conflicting).ThenByDescending(g => g.OnSeveralSides).ThenByDescending(g => g.Members.Count)
                .ThenBy(g => g.Members[0].Path, StringComparer.Ordinal)]);
    }

    /// <summary>A row per image: group, kind, path, class, part.</summary>
    public string ToCsv() => Csv.Write(
        ["group", "kind", "path", "class", "part", "conflicting"],
        Groups.SelectMany((g, i) => g.Members.Select(m => new object?[]
        {
            i, g.Exact ? "exact" : "near", m.Path, m.Class, m.Part?.ToString().ToLowerInvariant(), g.Conflicting ? "yes" : "no",
        })));
}

/// <summary>Copies of one image.</summary>
/// <param name="Exact">Whether all have the same content.</param>
/// <param name="Similarity">The least correlation by which one of them was linked to the others; 1 for exact ones.</param>
/// <param name="Mirrored">Whether one of them is flipped.</param>
/// <param name="Members">The images.</param>
public sealed record CopyGroup(bool Exact, double Similarity, bool Mirrored, IReadOnlyList<CopyMember> Members)
{
    public bool Conflicting => Members.Select(m => m.Class).Distinct().Count() > 1;

    public bool OnSeveralSides => Members.Select(m => m.Part).OfType<Part>().Distinct().Count() > 1;
}

/// <summary>One of several copies.</summary>
public sealed record CopyMember(string Path, string Class, Part? Part);
