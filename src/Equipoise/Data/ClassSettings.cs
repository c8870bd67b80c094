namespace Equipoise.Data;

/// <summary>Which classes there are and how many images of each, where that should differ from what the source holds.</summary>
public sealed record ClassSettings
{
    /// <summary>New class = the classes that make it up, by the source's names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Merge { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Class = its new name; after merging.</summary>
    public IReadOnlyDictionary<string, string> Rename { get; init; } = new Dictionary<string, string>();

    /// <summary>The classes to use, in this order; after merging and renaming. All where empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Class = how many of its images to keep; after merging and renaming. A test part of the source's own stays whole.</summary>
    public IReadOnlyDictionary<string, int> Keep { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Largest class over smallest, at least 1: classes in order of size keep numbers that fall geometrically from the largest
    /// to that (the long tail of Cui et al. 2019), or all they have if that is less. A test part of the source's own stays whole.
    /// </summary>
    public double? Imbalance { get; init; }

    /// <summary>Of the choice of images. A smaller number is a subset of a larger one.</summary>
    public int Seed { get; init; }

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Problems()
    {
        if (Imbalance is { } ratio && !(ratio >= 1 && double.IsFinite(ratio)))
            yield return $"source.classes.imbalance must be at least 1; received {ratio}.";
        foreach (var (name, n) in Keep.Where(k => k.Value < 1))
            yield return $"source.classes.keep must be at least 1 image; received {name}={n}.";
        foreach (var (name, parts) in Merge.Where(m => m.Value.Count == 0))
            yield return $"source.classes.merge: class '{name}' is made of nothing.";
        foreach (var twice in Only.CountBy(o => o).Where(o => o.Value > 1))
            yield return $"source.classes.only names class '{twice.Key}' more than once.";
        foreach (var twice in Merge.Values.SelectMany(m => m).CountBy(m => m).Where(m => m.Value > 1))
            yield return $"source.classes.merge: class '{twice.Key}' goes into more than one class.";
    }
}
