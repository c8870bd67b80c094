namespace Equipoise.Statistics;

/// <summary>Test scores of several arms on the images of several seeds.</summary>
internal static class PairedScores
{
    /// <exception cref="ArgumentException">The arms of a seed were not tested on the same images.</exception>
    public static void Require(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms)
    {
        foreach (var arm in arms)
            if (arm.Count != arms[0].Count || !arm.Zip(arms[0]).All(s => s.First.Select(i => i.Path).SequenceEqual(s.Second.Select(i => i.Path))))
                throw new ArgumentException("The arms of a seed were not tested on the same images.", nameof(arms));
    }

    /// <summary>The class of each patient, by the first of the images.</summary>
    public static Dictionary<string, int> Strata(IReadOnlyList<IReadOnlyList<ScoredImage>> seeds) =>
        seeds.SelectMany(s => s).DistinctBy(i => i.Group).ToDictionary(i => i.Group, i => i.Label);
}
