using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Tests.Statistics;

public sealed class RocCurveTests
{
    [Fact]
    public void Of_KnownScores_GivesTheCornersByHand()
    {
        // From the highest score: positive, negative, then one of each tied, then negative.
        var curve = RocCurve.Of([0.9, 0.7, 0.5, 0.5, 0.1], [true, false, true, false, false]);
        Assert.Equal([new(0, 0), new(0, 0.5), new(1 / 3.0, 0.5), new(2 / 3.0, 1), new(1, 1)], curve.Points);
    }

    [Fact]
    public void Of_AllTied_IsTheDiagonal() =>
        Assert.Equal([new RocPoint(0, 0), new RocPoint(1, 1)], RocCurve.Of([0.5, 0.5, 0.5], [true, false, true]).Points);

    [Fact]
    public void Of_PerfectScores_MergesTheEdges() =>
        Assert.Equal([new(0, 0), new(0, 1), new RocPoint(1, 1)], RocCurve.Of([4, 3, 2, 1], [true, true, false, false]).Points);

    [Fact]
    public void Of_RandomScoresWithTies_EnclosesTheMannWhitneyStatistic()
    {
        var random = new Seed(7).Random();
        double[] scores = [.. Enumerable.Range(0, 200).Select(_ => (double)random.Next(12))];
        bool[] positives = [.. scores.Select(s => random.NextDouble() < 0.2 + s / 20)];
        var points = RocCurve.Of(scores, positives).Points;
        var area = points.Zip(points.Skip(1), (a, b) => (b.Fpr - a.Fpr) * (a.Tpr + b.Tpr) / 2).Sum();
        var pairs = from p in Enumerable.Range(0, 200)
                    from n in Enumerable.Range(0, 200)
                    where positives[p] && !positives[n]
                    select scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
        Assert.Equal(pairs.Average(), area, 12);
    }

    [Fact]
    public void TprAt_BetweenPoints_IsLinearAndTakesTheTopOfAStep()
    {
        var curve = new RocCurve([new(0, 0), new(0, 0.4), new(0.5, 0.8), new(0.5, 0.9), new(1, 1)]);
        Assert.Equal([0.4, 0.6, 0.9, 0.95, 1], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(curve.TprAt), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Mean_OfTwo_IsTheMeanOfTheirRates()
    {
        var mean = RocCurve.Mean([new RocCurve([new(0, 0), new(0, 1), new(1, 1)]), new RocCurve([new(0, 0), new(1, 1)])], intervals: 2);
        Assert.Equal([new(0, 0), new(0, 0.5), new(0.5, 0.75), new RocPoint(1, 1)], mean.Points);
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2 }, new[] { true, true })]
    [InlineData(new[] { 0.1, 0.2 }, new[] { false, false })]
    [InlineData(new[] { 0.1, double.NaN }, new[] { true, false })]
    [InlineData(new[] { 0.1 }, new[] { true, false })]
    public void Of_WhatHasNoCurve_Throws(double[] scores, bool[] positives) =>
        Assert.Throws<ArgumentException>(() => RocCurve.Of(scores, positives));
}
