using Equipoise.Evaluation;

namespace Equipoise.Tests.Evaluation;

public class IntervalTests
{
    // Newcombe 1998, table I: 81 of 263 and 0 of 20, score intervals.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(29, 29, 0.8830, 1)]
    public void OfShare_Independent_AsPublished(int hits, int count, double low, double high)
    {
        var interval = Interval.OfShare([.. Enumerable.Range(0, count).Select(i => i < hits)], [.. Enumerable.Range(0, count).Select(i => $"{i}")]);
        Assert.Equal(low, interval.Low, 1e-3);
        Assert.Equal(high, interval.High, 1e-3);
    }

    [Fact]
    public void OfShare_NoneOrAll_EndsExactlyThere()
    {
        string[] alone = [.. Enumerable.Range(0, 924).Select(i => $"{i}")];
        Assert.Equal(0, Interval.OfShare(new bool[924], alone).Low);
        Assert.Equal(1, Interval.OfShare([.. Enumerable.Repeat(true, 924)], alone).High);
    }

    [Fact]
    public void OfShare_FourEqualImagesEach_AsOfAQuarterAsMany()
    {
        var four = Interval.OfShare([.. Enumerable.Range(0, 200).Select(i => i / 4 < 20)], [.. Enumerable.Range(0, 200).Select(i => $"{i / 4}")]);
        var one = Interval.OfShare([.. Enumerable.Range(0, 50).Select(i => i < 20)], [.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        Assert.Equal(one.Low, four.Low, 1e-10);
        Assert.Equal(one.High, four.High, 1e-10);
    }
}
