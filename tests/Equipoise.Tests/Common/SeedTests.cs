using Equipoise.Common;

namespace Equipoise.Tests.Common;

public class SeedTests
{
    // The sequence that the reference implementation of SplitMix64 (Vigna) gives for seed 1234567.
    [Fact]
    public void NextBits_ReferenceSeed_PublishedSequence()
    {
        var random = new SplitMix(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Fact]
    public void For_Name_PinnedAcrossVersions() => Assert.Equal(
        [new Seed(0).For("split").Value, new Seed(1).For(3).Value], [14264620331714372892UL, 6172208425168439350UL]);

    [Fact]
    public void For_DifferentNames_DifferentSeeds()
    {
        var seed = new Seed(7);
        Assert.Equal(4, new[] { seed.For("a"), seed.For("b"), seed.For("a").For("b"), seed.For("b").For("a") }.Distinct().Count());
    }

    [Fact]
    public void Permute_AnySeed_KeepsEveryItem()
    {
        var items = Enumerable.Range(0, 100).ToList();
        new Seed(3).Random().Permute(items);
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }

    [Fact]
    public void NextGaussian_ManyDraws_MeanZeroVarianceOne()
    {
        var random = new Seed(5).Random();
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, draws.Average(), 0.02);
        Assert.Equal(1, draws.Average(d => d * d), 0.03);
    }
}
