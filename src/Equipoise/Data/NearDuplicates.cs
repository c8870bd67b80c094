using System.Numerics;
using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>
/// Copies among images, compressed, resized or mirrored as they may be. Copies of copies form groups. Each group of n is
/// told by the n - 1 pairs that joined it and not by all n (n - 1) / 2, so that ten thousand copies of one image stay few.
/// </summary>
public sealed class NearDuplicates
{
    /// <summary>
    /// The most bits in which the hashes of two copies differ; further apart, their fingerprints are not compared. Of
    /// radiographs compressed, resized or processed twice 4 suffice, of 28-pixel pictures 9; unrelated radiographs are as
    /// close once in 700 pairs.
    /// </summary>
    public const int HashRadius = 12;

    // Images between two joinings of groups: few enough that little is compared in vain, enough to keep processors busy.
    private const int Strip = 512;

    private readonly NearDuplicateSettings _settings;
    private readonly IReadOnlyList<Fingerprint> _images;
    private readonly DisjointSets _groups;
    private readonly List<NearDuplicate> _pairs = [];

    private NearDuplicates(IReadOnlyList<Fingerprint> images, NearDuplicateSettings settings) =>
        (_images, _settings, _groups) = (images, settings, new DisjointSets(images.Count));

    /// <summary>
    /// The pairs that join each group, by B, then A: for every image the first of each group it belongs to. With them two
    /// images are linked if and only if a chain of copies leads from one to the other.
    /// </summary>
    public IReadOnlyList<NearDuplicate> Pairs => _pairs;

    /// <summary>All groups of two or more, each ascending, by their first image.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; private set; } = [];

    /// <summary>
    /// Compares every image with every other: the hashes, and where these are close the fingerprints. Time grows with the
    /// square of the number (seconds for 100,000), memory with the number. The result does not depend on the threads.
    /// </summary>
    public static NearDuplicates Find(IReadOnlyList<Fingerprint> images, NearDuplicateSettings settings, IRunProgress progress)
    {
        var found = new NearDuplicates(images, settings);
        found.JoinFlat();
        found.JoinOthers(progress);
        found._pairs.Sort((p, q) => (p.B, p.A).CompareTo((q.B, q.A)));
        found.Groups = [.. Enumerable.Range(0, images.Count).GroupBy(found._groups.Find).Where(g => g.Skip(1).Any()).Select(g => g.ToArray())];
        return found;
    }

    private void JoinFlat()
    {
        var flat = Enumerable.Range(0, _images.Count).Where(i => _images[i].IsFlat);
        foreach (var same in flat.GroupBy(i => _images[i].FlatContent))
            foreach (var copy in same.Skip(1))
                Join(new NearDuplicate(same.First(), copy, 1, false));
    }

    private void JoinOthers(IRunProgress progress)
    {
        int[] members = [.. Enumerable.Range(0, _images.Count).Where(i => !_images[i].IsFlat)];
        var hashes = Array.ConvertAll(members, i => _images[i].Hash);
        using var stage = progress.Begin("Looking for copies", members.Length);
        for (var start = 0; start < members.Length; start += Strip)
        {
            var end = Math.Min(members.Length, start + Strip);
            var known = Array.ConvertAll(members, _groups.Find);
            var found = new List<NearDuplicate>?[end - start];
            Parallel.For(start, end, b => found[b - start] = Earlier(members, hashes, known, b));
            foreach (var pair in found.OfType<List<NearDuplicate>>().SelectMany(pairs => pairs))
                Join(pair);
            stage.Report(end);
        }
    }

    // The first copy of an image in each of the groups known so far. That the others of such a group are not compared
    // changes nothing: they could join nothing new.
    private List<NearDuplicate>? Earlier(int[] members, ulong[] hashes, int[] known, int b)
    {
        var (hash, mirroredHash) = (hashes[b], _images[members[b]].MirroredHash);
        List<NearDuplicate>? pairs = null;
        HashSet<int>? joined = null;
        for (var a = 0; a < b; a++)
        {
            if (BitOperations.PopCount(hashes[a] ^ hash) > HashRadius && BitOperations.PopCount(hashes[a] ^ mirroredHash) > HashRadius)
                continue;
            if (joined?.Contains(known[a]) == true || Compare(members[a], members[b]) is not { } pair)
                continue;
            (pairs ??= []).Add(pair);
            (joined ??= []).Add(known[a]);
        }
        return pairs;
    }

    private NearDuplicate? Compare(int a, int b)
    {
        var (upright, mirrored) = _images[a].Similarity(_images[b]);
        var similarity = Math.Max(upright, mirrored);
        var small = Math.Min(_images[a].ShorterSide, _images[b].ShorterSide) < _settings.Small;
        return similarity >= (small ? _settings.MinSimilarityOfSmall : _settings.MinSimilarity)
            ? new NearDuplicate(a, b, similarity, mirrored > upright)
            : null;
    }

    private void Join(NearDuplicate pair)
    {
        if (_groups.Find(pair.A) == _groups.Find(pair.B))
            return;
        _groups.Join([pair.A, pair.B]);
        _pairs.Add(pair);
    }
}
