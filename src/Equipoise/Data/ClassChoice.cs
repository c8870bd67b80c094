using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Applies <see cref="ClassSettings"/> to a source.</summary>
internal static class ClassChoice
{
    /// <summary>The source with its classes merged, renamed, left out and made rare as asked; itself where nothing is asked.</summary>
    /// <exception cref="UserException">A class that does not exist, or fewer images than asked for.</exception>
    public static IImageSource Apply(IImageSource source, ClassSettings settings)
    {
        if (settings.Merge.Count > 0 || settings.Rename.Count > 0)
            source = Named(source, Rename(source, settings));
        if (settings.Only.Count > 0)
            source = Only(source, settings.Only);
        if (settings.Keep.Count == 0 && settings.Imbalance is null)
            return source;
        var kept = Chosen(source, settings);
        return new DerivedSource(source) { Records = [.. source.Records.Where(kept.Contains)] };
    }

    // The final name of each of the source's classes.
    private static List<string> Rename(IImageSource source, ClassSettings settings)
    {
        var names = source.ClassNames.ToList();
        foreach (var (merged, parts) in settings.Merge)
            foreach (var part in parts)
                names[Index(source.ClassNames, part, "merge")] = merged;
        foreach (var (from, to) in settings.Rename)
        {
            Index(names, from, "rename");
            names = [.. names.Select(n => n == from ? to : n)];
        }
        return names;
    }

    private static DerivedSource Named(IImageSource source, List<string> names)
    {
        var classes = names.Distinct().ToList();
        return new DerivedSource(source)
        {
            ClassNames = classes,
            Records = [.. source.Records.Select(r => r with { Label = classes.IndexOf(names[r.Label]) })],
        };
    }

    private static DerivedSource Only(IImageSource source, IReadOnlyList<string> classes)
    {
        var numbers = classes.Select((name, i) => (From: Index(source.ClassNames, name, "only"), To: i)).ToDictionary(n => n.From, n => n.To);
        return new DerivedSource(source)
        {
            ClassNames = classes,
            Records = [.. source.Records.Where(r => numbers.ContainsKey(r.Label)).Select(r => r with { Label = numbers[r.Label] })],
        };
    }

    private static HashSet<ImageRecord> Chosen(IImageSource source, ClassSettings settings)
    {
        var kept = source.Records.Where(r => r.Part == Part.Test).ToHashSet();
        var pools = source.ClassNames.Select((_, label) => source.Records.Where(r => r.Label == label && r.Part != Part.Test).ToList()).ToList();
        var wanted = LongTail([.. pools.Select(p => p.Count)], settings.Imbalance ?? 1);
        foreach (var (name, n) in settings.Keep)
        {
            var label = Index(source.ClassNames, name, "keep");
            if (n > pools[label].Count)
                throw UserException.Usage($"--keep {name}={n}: the class has only {pools[label].Count} images to choose from.");
            wanted[label] = n;
        }
        // Without a ratio only the classes that were named lose images.
        for (var label = 0; label < pools.Count; label++)
            if (settings.Imbalance is not null || settings.Keep.ContainsKey(source.ClassNames[label]))
                kept.UnionWith(Draw(pools[label], wanted[label], new Seed((ulong)settings.Seed).For("keep").For(source.ClassNames[label])));
            else
                kept.UnionWith(pools[label]);
        return kept;
    }

    /// <summary>How many of each class make the imbalance: geometric from the largest to the largest over the ratio.</summary>
    internal static int[] LongTail(IReadOnlyList<int> sizes, double ratio)
    {
        var wanted = new int[sizes.Count];
        var order = Enumerable.Range(0, sizes.Count).OrderByDescending(c => sizes[c]).ToList();
        for (var rank = 0; rank < order.Count; rank++)
        {
            var share = order.Count == 1 ? 1 : Math.Pow(ratio, -(double)rank / (order.Count - 1));
            wanted[order[rank]] = Math.Min(sizes[order[rank]], Math.Max(1, (int)Math.Round(sizes[order[0]] * share)));
        }
        return wanted;
    }

    /// <summary>The first images in a random order of patients, so that a patient is seldom torn and fewer are a subset of more.</summary>
    internal static IEnumerable<ImageRecord> Draw(IEnumerable<ImageRecord> pool, int count, Seed seed)
    {
        var patients = pool.GroupBy(r => r.Group).Select(g => g.ToList()).ToList();
        seed.Random().Permute(patients);
        return patients.SelectMany(p => p).Take(count);
    }

    private static int Index(IReadOnlyList<string> names, string name, string what) =>
        names.ToList().IndexOf(name) is >= 0 and var index
            ? index
            : throw UserException.Usage($"--{what}: there is no class '{name}'.", Suggestion.Among(name, names.Distinct()));
}
