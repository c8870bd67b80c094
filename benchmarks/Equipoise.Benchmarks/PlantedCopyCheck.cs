using System.Diagnostics;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Benchmarks;

/// <summary>
/// <c>planted-copies SOURCE</c>: plants up to 1,000 copies of each kind among the images of a source, in memory, and tells
/// how many are found and which originals are taken for copies of one another.
/// </summary>
internal static class PlantedCopyCheck
{
    private const int Plants = 1000;

    public static int Run(string location)
    {
        var source = SourceCatalog.Open(location, new SourceOptions(), Silence.Instance);
        var clock = Stopwatch.StartNew();
        var originals = new Fingerprint[source.Records.Count];
        Parallel.For(0, originals.Length, i => originals[i] = Fingerprint.Of(Decode(source, i)));
        Console.WriteLine($"{originals.Length} fingerprints in {clock.Elapsed.TotalSeconds:F1} s");
        clock.Restart();
        var found = NearDuplicates.Find(originals, new NearDuplicateSettings(), Silence.Instance);
        Console.WriteLine($"{found.Pairs.Count} pairs in {found.Groups.Count} groups among them in {clock.Elapsed.TotalSeconds:F1} s");
        TellPairs(source, found);
        var chosen = Enumerable.Range(0, originals.Length).ToArray();
        new Seed(0).For("plants").Random().Permute(chosen);
        foreach (var (kind, copy) in PlantedCopies.Required.Concat(PlantedCopies.Harder))
            TellRecall(kind, source, originals, chosen[..Math.Min(Plants, chosen.Length)], copy);
        return 0;
    }

    private static void TellPairs(IImageSource source, NearDuplicates found)
    {
        foreach (var pair in found.Pairs)
        {
            var (a, b) = (source.Records[pair.A], source.Records[pair.B]);
            Console.WriteLine(
                $"  {pair.Similarity:F4}{(pair.Mirrored ? " mirrored" : "")}{(a.Hash == b.Hash ? " same file" : "")}"
                + $"{(a.Label != b.Label ? " other class" : "")}  {a.Path}  {b.Path}");
        }
    }

    // A plant is found if it stands in its original's group.
    private static void TellRecall(
        string kind, IImageSource source, Fingerprint[] originals, int[] chosen, Func<RawImage, RawImage> copy)
    {
        var prints = new Fingerprint[chosen.Length];
        Parallel.For(0, chosen.Length, i => prints[i] = Fingerprint.Of(copy(Decode(source, chosen[i]))));
        var group = new Dictionary<int, int>();
        foreach (var members in NearDuplicates.Find([.. originals, .. prints], new NearDuplicateSettings(), Silence.Instance).Groups)
            foreach (var member in members)
                group[member] = members[0];
        var recall = chosen.Where((original, i) =>
            group.TryGetValue(originals.Length + i, out var g) && group.TryGetValue(original, out var h) && g == h).Count();
        var similarity = prints.Select((p, i) => p.Similarity(originals[chosen[i]])).Select(s => Math.Max(s.Upright, s.Mirrored)).Order().ToList();
        Console.WriteLine($"{kind,-40} found {recall} of {chosen.Length} ({(double)recall / chosen.Length:P1}); "
            + $"similarity: least {similarity[0]:F4}, 1 % {similarity[similarity.Count / 100]:F4}, median {similarity[similarity.Count / 2]:F4}");
    }

    private static RawImage Decode(IImageSource source, int number) =>
        source.Decode(source.Records[number], channels: 1, atLeast: int.MaxValue / 2);
}
