using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Evaluation.Embedding;

public class AffinitiesTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(55.5)]
    public void Calibrate_AnyScale_PerplexityAsAsked(double perplexity)
    {
        var random = new Seed(4).Random();
        foreach (var scale in new[] { 1e-12, 1, 1e9 })
        {
            float[] squared = [.. Enumerable.Range(0, 90).Select(_ => (float)(scale * (5 + random.NextDouble()))).Order()];
            var p = new double[90];
            Perplexity.Calibrate(squared, perplexity, p);
            Assert.Equal(1, p.Sum(), 1e-12);
            Assert.Equal(perplexity, Math.Exp(-p.Where(v => v > 0).Sum(v => v * Math.Log(v))), 1e-4 * perplexity);
        }
    }

    [Fact]
    public void Calibrate_AllEquallyFar_Uniform()
    {
        var p = new double[9];
        Perplexity.Calibrate(Enumerable.Repeat(4f, 9).ToArray(), 3, p);
        Assert.All(p, v => Assert.Equal(1.0 / 9, v, 1e-12));
    }

    [Fact]
    public void Calibrate_FirstRow_AsSciPy()
    {
        var reference = ReferenceNumbers.Read("tsne.json")["definition"]!;
        var neighbours = NearestNeighbours.Find(Maps.Single(Maps.Waves(40, 5, 3, 1)), 39, TestContext.Current.CancellationToken);
        var p = new double[39];
        Perplexity.Calibrate(neighbours.Squared.AsSpan(0, 39), reference["perplexity"]!.GetValue<double>(), p);
        var expected = reference["conditional"].Numbers();
        for (var e = 0; e < 39; e++)
            Assert.Equal(expected[neighbours.Indices[e] - 1], p[e], 1e-5);
    }

    [Fact]
    public void From_AllPairs_AsNumPy()
    {
        var reference = ReferenceNumbers.Read("tsne.json")["definition"]!;
        var affinities = Maps.AllPairs(Maps.Waves(40, 5, 3, 1), reference["perplexity"]!.GetValue<double>());
        Assert.Equal(Enumerable.Range(1, 39), affinities.Indices.Take(39));
        Assert.All(reference["joint"].Numbers().Skip(1).Zip(affinities.Values), p => Assert.Equal(p.First, p.Second, 1e-7));
    }

    [Fact]
    public void From_NearestOnly_SymmetricWithSumOne()
    {
        var affinities = Affinities.From(NearestNeighbours.Find(Maps.Single(Maps.Waves(150, 6, 3, 1)), 10, TestContext.Current.CancellationToken), 3);
        var pairs = new Dictionary<(int, int), float>();
        for (var i = 0; i < 150; i++)
            for (var e = affinities.Starts[i]; e < affinities.Starts[i + 1]; e++)
                pairs.Add((i, affinities.Indices[e]), affinities.Values[e]);
        Assert.Equal(1, pairs.Values.Sum(v => (double)v), 1e-6);
        Assert.All(pairs, p => Assert.Equal(p.Value, pairs[(p.Key.Item2, p.Key.Item1)]));
        Assert.InRange(pairs.Count, 1501, 2999);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(61, 7)]
    [InlineData(400, 91)]
    public void Find_WithTies_AsSorting(int points, int count)
    {
        var random = new Seed(7).Random();
        var features = new float[points, 3];
        for (var i = 0; i < points; i++)
            for (var d = 0; d < 3; d++)
                features[i, d] = random.Next(6);
        var found = NearestNeighbours.Find(features, count, TestContext.Current.CancellationToken);
        for (var i = 0; i < points; i++)
        {
            float Squared(int j) => Enumerable.Range(0, 3).Sum(d => (features[i, d] - features[j, d]) * (features[i, d] - features[j, d]));
            int[] expected = [.. Enumerable.Range(0, points).Where(j => j != i).OrderBy(Squared).ThenBy(j => j).Take(count)];
            Assert.Equal(expected, found.Indices.AsSpan(i * count, count));
            Assert.Equal(expected.Select(Squared), found.Squared.AsSpan(i * count, count).ToArray());
        }
    }
}
