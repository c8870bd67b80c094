using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>Divides images into two sets of equal size that share no patient.</summary>
internal static class Halves
{
    /// <summary>Halves of the real images that were compared, of all classes in the same proportions.</summary>
    /// <param name="groups">Whose image each row is.</param>
    public static (int[] Left, int[] Right) Of(IReadOnlyList<Pair> classes, IReadOnlyList<string> groups, Seed seed)
    {
        var halves = classes.Where(c => c.Real.Length > 0).Select((c, i) => (
            Wanted: c.Real.Length, Rows: c.AllReal,
            Parts: ByGroup([.. c.AllReal.Select(r => groups[r])], c.Real.Length, seed.For(i)))).ToArray();
        var share = halves.Length == 0 ? 0 : halves.Min(h => h.Parts.Left.Length / (double)h.Wanted);
        int[] Part(Func<(int[] Left, int[] Right), int[]> side) =>
            [.. halves.SelectMany(h => side(h.Parts).Take((int)(share * h.Wanted + 1e-9)).Select(i => h.Rows[i]))];
        return (Part(p => p.Left), Part(p => p.Right));
    }

    /// <param name="groups">Whose image each is.</param>
    /// <param name="atMost">Images in a half.</param>
    /// <returns>Rows; a patient with many images can make the halves smaller than half of all.</returns>
    public static (int[] Left, int[] Right) ByGroup(IReadOnlyList<string> groups, int atMost, Seed seed)
    {
        var patients = Enumerable.Range(0, groups.Count).GroupBy(i => groups[i]).Select(g => g.ToArray()).ToArray();
        seed.Random().Permute(patients);
        var (left, right) = (new List<int>(), new List<int>());
        foreach (var images in patients)
            (left.Count <= right.Count ? left : right).AddRange(images);
        var count = Math.Min(atMost, Math.Min(left.Count, right.Count));
        return ([.. left[..count]], [.. right[..count]]);
    }
}
