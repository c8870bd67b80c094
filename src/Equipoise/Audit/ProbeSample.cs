using Equipoise.Common;

namespace Equipoise.Audit;

/// <summary>A class as far as the probe uses it.</summary>
/// <param name="Images">Of this class.</param>
/// <param name="Groups">That hold an image of it.</param>
/// <param name="RestGroups">That hold an image of another class.</param>
internal sealed record ProbedClass(string Name, int Images, int Groups, int RestGroups)
{
    /// <summary>Below this a fold would have to do without the class, and an interval would say nothing.</summary>
    public const int FewestGroups = 3;

    public bool Probed => Math.Min(Groups, RestGroups) >= FewestGroups;
}

/// <summary>
/// The images that are probed and the fold in which each is held out; the same for every family, so that families compare.
/// Groups stay whole, and the groups of each class are spread evenly over the folds.
/// </summary>
internal sealed class ProbeSample
{
    public const int MostGroups = 5000, MostImages = 10_000, MostFolds = 5;

    private ProbeSample(int[] images, int[] labels, int[] groups, IReadOnlyList<string> classNames, Seed seed)
    {
        (Images, Labels) = (images, labels);
        Classes = [.. classNames.Select((name, c) => new ProbedClass(
            name, labels.Count(l => l == c), CountGroups(l => l == c), CountGroups(l => l != c)))];
        FoldCount = Classes.Where(c => c.Probed).Select(c => Math.Min(c.Groups, c.RestGroups)).Append(MostFolds).Min();
        var fold = Folds(labels, groups, FoldCount, seed);
        Fold = [.. groups.Select(g => fold[g])];

        int CountGroups(Func<int, bool> of) => groups.Where((_, i) => of(labels[i])).Distinct().Count();
    }

    /// <summary>Numbers of the images.</summary>
    public int[] Images { get; }

    /// <summary>Their labels.</summary>
    public int[] Labels { get; }

    /// <summary>Where each is held out.</summary>
    public int[] Fold { get; }

    public int FoldCount { get; }

    /// <summary>In label order.</summary>
    public IReadOnlyList<ProbedClass> Classes { get; }

    /// <summary>Draws the sample.</summary>
    /// <param name="usable">Numbers of the images that were measured.</param>
    /// <param name="notes">Told what was left out.</param>
    public static ProbeSample Draw<TGroup>(
        IReadOnlyList<int> usable, IReadOnlyList<int> labels, IReadOnlyList<TGroup> groups, IReadOnlyList<string> classNames,
        Seed seed, List<string> notes)
        where TGroup : notnull
    {
        var members = usable.GroupBy(i => groups[i]).Select(g => g.ToArray()).ToList();
        var all = members.Count;
        var perClass = usable.CountBy(i => labels[i]).ToDictionary();
        int ClassOf(int[] group) => group.Select(i => labels[i]).MinBy(l => (perClass[l], l));
        var kept = members.GroupBy(ClassOf).OrderBy(g => g.Key).Select(g => g.ToArray()).ToList();
        Cap(kept, MostGroups, seed.For("groups"));
        var drawn = kept.SelectMany(g => g).ToList();
        if (drawn.Count < all)
            notes.Add(
                $"{drawn.Count:N0} of {all:N0} patients or groups were probed, drawn at random; rare classes were kept whole.");
        var images = drawn.Sum(g => g.Length);
        Cap(drawn, MostImages, seed.For("images"));
        if (drawn.Sum(g => g.Length) is var left && left < images)
            notes.Add(
                $"{left:N0} of their {images:N0} images were probed, at most {drawn.Max(g => g.Length)} of one patient or group.");
        var pairs = drawn.SelectMany((g, number) => g.Select(image => (image, number))).OrderBy(p => p.image).ToArray();
        return new ProbeSample(
            [.. pairs.Select(p => p.image)], [.. pairs.Select(p => labels[p.image])], [.. pairs.Select(p => p.number)],
            classNames, seed.For("folds"));
    }

    // Shortens the longest lists, by chance, until they hold no more than this together.
    private static void Cap<T>(List<T[]> lists, int most, Seed seed)
    {
        var cap = lists.Max(l => l.Length);
        if (lists.Sum(l => l.Length) > most)
        {
            var (low, high) = (1, cap);
            while (low < high)
                if ((low + high + 1) / 2 is var middle && lists.Sum(l => Math.Min(l.Length, middle)) <= most)
                    low = middle;
                else
                    high = middle - 1;
            cap = low;
        }
        for (var k = 0; k < lists.Count; k++)
            if (lists[k].Length > cap)
            {
                var shuffled = lists[k].ToArray();
                seed.For(k).Random().Permute(shuffled);
                lists[k] = shuffled[..cap];
            }
    }

    // Groups of one class are dealt in turn, each class going on where the last one ended.
    private static Dictionary<int, int> Folds(int[] labels, int[] groups, int folds, Seed seed)
    {
        var perClass = labels.CountBy(l => l).ToDictionary();
        var classes = Enumerable.Range(0, labels.Length).GroupBy(i => groups[i], i => labels[i])
            .GroupBy(g => g.MinBy(l => (perClass[l], l)), g => g.Key).OrderBy(c => c.Key);
        var (fold, next) = (new Dictionary<int, int>(), 0);
        foreach (var ofClass in classes)
        {
            var order = ofClass.Order().ToArray();
            seed.For(ofClass.Key).Random().Permute(order);
            foreach (var group in order)
                fold[group] = next++ % folds;
        }
        return fold;
    }
}
