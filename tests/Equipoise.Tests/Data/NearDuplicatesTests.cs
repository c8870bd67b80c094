using System.Numerics;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Imaging;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Data;

public class NearDuplicatesTests
{
    [Fact]
    public void Find_CopiesPlantedAmongPhantoms_EveryRequiredKindAndNothingElse()
    {
        var source = SourceCatalog.Open("phantom:images=70,size=64", new SourceOptions(), Silence.Instance);
        CheckPlants([.. source.Records.Select(r => source.Decode(r, channels: 1, atLeast: 64))], mayMiss: 0);
    }

    [Fact]
    public void Find_CopiesPlantedAmongRadiographs_EveryRequiredKindAndNothingElse()
    {
        var folder = RealData.Require("pediatric-xray");
        // One image a patient, so that nothing but the plants is alike.
        var files = Directory.GetFiles(Path.Combine(folder, "train", "pneumonia")).Order(StringComparer.Ordinal)
            .DistinctBy(f => Path.GetFileName(f).Split('_')[0]).Take(300);
        CheckPlants([.. files.Select(f => ImageFile.Decode(File.ReadAllBytes(f), 1, 1000, new ImageLimits()))], mayMiss: 0);
    }

    [Fact]
    public void Find_AnyMixture_AsThePlainDoubleLoop()
    {
        for (var seed = 0UL; seed < 3; seed++)
        {
            var images = Mixture(new Seed(seed), 1300);
            var found = NearDuplicates.Find(images, new NearDuplicateSettings(), Silence.Instance);
            Assert.InRange(found.Pairs.Count, 100, 1299);
            Assert.Equal(PlainPairs(images), found.Pairs);
        }
    }

    [Fact]
    public void Groups_AnyMixture_TheConnectedComponentsOfAllPairs()
    {
        var images = Mixture(new Seed(9), 700);
        var groups = NearDuplicates.Find(images, new NearDuplicateSettings(), Silence.Instance).Groups;
        var component = Enumerable.Range(0, images.Count).ToArray();
        for (var b = 0; b < images.Count; b++)
            for (var a = 0; a < b; a++)
                if (AreCopies(images[a], images[b]) && component[a] != component[b])
                {
                    var (from, to) = (Math.Max(component[a], component[b]), Math.Min(component[a], component[b]));
                    component = Array.ConvertAll(component, c => c == from ? to : c);
                }
        var expected = Enumerable.Range(0, images.Count).GroupBy(i => component[i]).Where(g => g.Count() > 1);
        Assert.Equal(expected.Select(g => g.ToArray()), groups);
    }

    [Fact]
    public void Find_TenThousandCopiesOfOneImage_OnePairEach()
    {
        var print = Print(new Seed(1));
        var found = NearDuplicates.Find([.. Enumerable.Repeat(print, 10_000)], new NearDuplicateSettings(), Silence.Instance);
        Assert.Equal(Enumerable.Range(1, 9999).Select(b => new NearDuplicate(0, b, 1, false)), found.Pairs);
        Assert.Equal(10_000, Assert.Single(found.Groups).Count);
    }

    [Fact]
    public void Find_FlatImages_OnlyExactCopies()
    {
        var prints = new byte[] { 0, 7, 0, 8, 7, 0 }.Select(grey => Fingerprint.Of(Enumerable.Repeat(grey, 100).ToArray(), 10, 10));
        var found = NearDuplicates.Find([.. prints], new NearDuplicateSettings(), Silence.Instance);
        Assert.Equal([(0, 2), (1, 4), (0, 5)], found.Pairs.Select(p => (p.A, p.B)));
        Assert.Equal([[0, 2, 5], [1, 4]], found.Groups);
    }

    [Fact]
    public void Find_MirroredCopy_ToldAsSuch()
    {
        var image = Noise(new Seed(3));
        var found = NearDuplicates.Find(
            [Fingerprint.Of(image), Print(new Seed(4)), Fingerprint.Of(PlantedCopies.Flip(image))], new NearDuplicateSettings(), Silence.Instance);
        Assert.Equal(new NearDuplicate(0, 2, 1, true), Assert.Single(found.Pairs));
    }

    [Fact]
    public void Find_FewerThanTwo_Nothing()
    {
        Assert.Empty(NearDuplicates.Find([], new NearDuplicateSettings(), Silence.Instance).Pairs);
        Assert.Empty(NearDuplicates.Find([Print(new Seed(1))], new NearDuplicateSettings(), Silence.Instance).Groups);
    }

    // Originals first, then of each in turn one copy of the next kind: exactly these pairs must come back.
    private static void CheckPlants(IReadOnlyList<RawImage> originals, int mayMiss)
    {
        var kinds = PlantedCopies.Required.ToList();
        var prints = new Fingerprint[2 * originals.Count];
        Parallel.For(0, originals.Count, i =>
        {
            prints[i] = Fingerprint.Of(originals[i]);
            prints[originals.Count + i] = Fingerprint.Of(kinds[i % kinds.Count].Value(originals[i]));
        });
        var found = NearDuplicates.Find(prints, new NearDuplicateSettings(), Silence.Instance).Pairs.Select(p => (p.A, p.B, p.Mirrored)).ToHashSet();
        var planted = Enumerable.Range(0, originals.Count)
            .Select(i => (i, originals.Count + i, kinds[i % kinds.Count].Key == "flipped")).ToHashSet();
        Assert.Empty(found.Except(planted));
        Assert.InRange(planted.Except(found).Count(), 0, mayMiss);
    }

    // Images, some of them several times with more and more noise, so that chains form and some pairs are close calls.
    private static List<Fingerprint> Mixture(Seed seed, int count)
    {
        var random = seed.Random();
        var images = new List<RawImage>();
        while (images.Count < count)
            images.Add(images.Count > 0 && random.NextDouble() < 0.7
                ? Blurred(images[random.Next(images.Count)], random)
                : Noise(seed.For(images.Count)));
        return [.. images.Select(Fingerprint.Of)];
    }

    private static RawImage Blurred(RawImage image, SplitMix random)
    {
        var copy = random.NextDouble() < 0.3 ? PlantedCopies.Flip(image) : image;
        var strength = random.Uniform(0, 16);
        return PlantedCopies.Map(copy, p => p + strength * random.NextGaussian());
    }

    private static RawImage Noise(Seed seed)
    {
        var pixels = new byte[16 * 16];
        seed.Random().NextBytes(pixels);
        return new RawImage(16, 16, 1, pixels);
    }

    private static Fingerprint Print(Seed seed) => Fingerprint.Of(Noise(seed));

    private static bool AreCopies(Fingerprint a, Fingerprint b)
    {
        var bits = Math.Min(BitOperations.PopCount(a.Hash ^ b.Hash), BitOperations.PopCount(a.Hash ^ b.MirroredHash));
        var (upright, mirrored) = a.Similarity(b);
        return bits <= NearDuplicates.HashRadius && Math.Max(upright, mirrored) >= new NearDuplicateSettings().MinSimilarityOfSmall;
    }

    private static List<NearDuplicate> PlainPairs(List<Fingerprint> images)
    {
        var pairs = new List<NearDuplicate>();
        var group = Enumerable.Range(0, images.Count).ToArray();
        for (var b = 0; b < images.Count; b++)
            for (var a = 0; a < b; a++)
                if (group[a] != group[b] && AreCopies(images[a], images[b]))
                {
                    var (upright, mirrored) = images[a].Similarity(images[b]);
                    pairs.Add(new NearDuplicate(a, b, Math.Max(upright, mirrored), mirrored > upright));
                    var (from, to) = (group[b], group[a]);
                    group = Array.ConvertAll(group, g => g == from ? to : g);
                }
        return pairs;
    }
}
