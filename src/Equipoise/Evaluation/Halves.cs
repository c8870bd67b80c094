using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>Divides images into two sets of equal size that share no patient.</summary>
internal static class Halves
{
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
