using Equipoise.Classification;
using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Tests.Statistics;

public class MacroAucBootstrapTests
{
    [Fact]
    public void DifferenceInterval_CopiedArm_ExactlyZero()
    {
        var scores = Draw(new Seed(1), 1, 100);
        Assert.Equal((0, 0), new MacroAucBootstrap([[scores], [scores]], 200, new Seed(2)).DifferenceInterval(0, 1));
    }

    // Two arms of the same quality: the interval of their difference must contain zero about 95 times in 100.
    [Fact]
    public void DifferenceInterval_EqualArms_ContainsZeroAsOftenAsItSays()
    {
        var contained = Enumerable.Range(0, 200).Count(i =>
        {
            var (low, high) = new MacroAucBootstrap([[Draw(new Seed(1).For(i), 1, 150)], [Draw(new Seed(2).For(i), 1, 150)]], 200, new Seed(3)).DifferenceInterval(0, 1);
            return low <= 0 && high >= 0;
        });
        Assert.InRange(contained, 180, 200);
    }

    [Fact]
    public void DifferenceInterval_BetterArm_AboveZero() =>
        Assert.True(new MacroAucBootstrap([[Draw(new Seed(1), 3, 300)], [Draw(new Seed(2), 0.5, 300)]], 300, new Seed(3)).DifferenceInterval(0, 1).Low > 0);

    // The same images under few patients are worth less than as many patients.
    [Fact]
    public void Interval_ImagesOfFewPatients_Wider()
    {
        var single = Draw(new Seed(1), 1, 200);
        var clustered = single.Select((s, i) => s with { Group = $"{s.Label}-{i / 20}", Scores = single[i / 20 * 20 + s.Label].Scores }).ToList();
        var (a, b) = (Width(single), Width(clustered));
        Assert.True(b > 1.5 * a, $"{b} against {a}");

        static double Width(IReadOnlyList<ScoredImage> scores)
        {
            var (low, high) = new MacroAucBootstrap([[scores]], 400, new Seed(3)).Interval(0);
            return high - low;
        }
    }

    private static List<ScoredImage> Draw(Seed seed, double signal, int images)
    {
        var random = seed.Random();
        return [.. Enumerable.Range(0, images).Select(i => new ScoredImage($"{i}", $"{i}", i % 2, [random.NextGaussian() + (i % 2 == 0 ? signal : 0), random.NextGaussian() + (i % 2 == 1 ? signal : 0)]))];
    }
}
