using System.Text.Json.Nodes;
using Equipoise.Evaluation;
using Equipoise.Tuning;

namespace Equipoise.Tests.Tuning;

public class ImportanceTests
{
    private static readonly ObjectiveKind Low = new("kernel", Best.Low);

    private static readonly Dimension[] Two = [new ListDimension("a", []), new ListDimension("b", [])];

    // A grid of 2 x 3 with value 3a + b has ranks 1 to 6: the total is 17.5, between the values of a lie 6 * 1.5^2 = 13.5, of b 2 (1 + 0 + 1) = 4.
    [Fact]
    public void Of_AdditiveGrid_MainEffectsOfAnova()
    {
        var trials = (from a in Enumerable.Range(0, 2) from b in Enumerable.Range(0, 3) select new JsonObject { ["a"] = a, ["b"] = b }).ToList();
        var values = trials.Select(t => 3.0 * t["a"]!.GetValue<int>() + t["b"]!.GetValue<int>()).ToList();
        var importance = Importance.Of(Two, trials, values, Low);
        Assert.Equal(["a", "b"], importance.Select(i => i.Setting));
        Assert.Equal(13.5 / 17.5, importance[0].Share, 12);
        Assert.Equal(4 / 17.5, importance[1].Share, 12);
        Assert.Equal([1 / 5.0, 2 / 5.0], importance.Select(i => i.ByChance));
        Assert.Equal([("0", 3, 1.0), ("1", 3, 4.0)], importance[0].Means);
    }

    [Fact]
    public void Of_OnlyAJointEffect_NothingByItself()
    {
        var trials = (from a in Enumerable.Range(0, 2) from b in Enumerable.Range(0, 2) select new JsonObject { ["a"] = a, ["b"] = b }).ToList();
        Assert.All(Importance.Of(Two, trials, [1, 0, 0, 1], Low), i => Assert.Equal(0, i.Share, 12));
    }

    [Fact]
    public void Of_FailedTrials_CountAsTheWorst()
    {
        var trials = Enumerable.Range(0, 4).Select(i => new JsonObject { ["a"] = i / 2, ["b"] = i % 2 }).ToList();
        var importance = Importance.Of(Two, trials, [1, 2, double.NaN, double.NaN], Low);
        // Ranks 1, 2, 3.5, 3.5 about 2.5.
        Assert.Equal(4.0 / 4.5, importance[0].Share, 12);
        Assert.Equal(double.NaN, importance[0].Means[1].Mean);
        // Ranks 1, 3, 4, 2: b explains nothing. Were the failed one the best, they would be 2, 4, 1, 3, and b explained 4 of 5.
        Assert.Equal(0, Importance.Of(Two, trials, [1, 5, double.NaN, 2], Low).Single(i => i.Setting == "b").Share, 12);
    }

    [Fact]
    public void Of_WithoutAnyEffect_TheShareByChanceOnAverage()
    {
        var random = new Equipoise.Common.Seed(3).Random();
        Dimension[] dimensions = [new ListDimension("a", []), new RangeDimension("r", 0, 1, RangeScale.Linear, false)];
        var shares = Enumerable.Range(0, 400).Select(_ =>
        {
            var trials = Enumerable.Range(0, 21).Select(_ => new JsonObject { ["a"] = random.Next(3), ["r"] = random.NextDouble() }).ToList();
            return Importance.Of(dimensions, trials, [.. trials.Select(_ => random.NextDouble())], Low).OrderBy(i => i.Setting).ToList();
        }).ToList();
        Assert.Equal(2 / 20.0, shares.Average(s => s[0].Share), 0.01);
        Assert.Equal(3 / 20.0, shares.Average(s => s[1].Share), 0.01);
    }

    [Fact]
    public void Of_FewTrials_Nothing() => Assert.Empty(Importance.Of(Two, [[], [], []], [1, 2, 3], Low));
}
