using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Tests.Statistics;

public class PairedBootstrapTests
{
    [Fact]
    public void DifferenceInterval_CopiedArm_ExactlyZero()
    {
        var scores = Draw(new Seed(1), 1, 100);
        Assert.Equal((0, 0), new PairedBootstrap([[scores], [scores]], ScoredImages.MacroAuc, 200, new Seed(2)).DifferenceInterval(0, 1));
    }

    // Two arms of the same quality: the interval of their difference must contain zero about 95 times in 100.
    [Fact]
    public void DifferenceInterval_EqualArms_ContainsZeroAsOftenAsItSays()
    {
        var contained = Enumerable.Range(0, 200).Count(i =>
        {
            var (low, high) = new PairedBootstrap([[Draw(new Seed(1).For(i), 1, 150)], [Draw(new Seed(2).For(i), 1, 150)]], ScoredImages.MacroAuc, 200, new Seed(3)).DifferenceInterval(0, 1);
            return low <= 0 && high >= 0;
        });
        Assert.InRange(contained, 180, 200);
    }

    [Fact]
    public void DifferenceInterval_BetterArm_AboveZero() =>
        Assert.True(new PairedBootstrap([[Draw(new Seed(1), 3, 300)], [Draw(new Seed(2), 0.5, 300)]], ScoredImages.MacroAuc, 300, new Seed(3)).DifferenceInterval(0, 1).Low > 0);

    // Average precision of arms that are alike: the p-value is below 0.05 about as often as it says.
    [Fact]
    public void PValue_EqualArms_SmallAsOftenAsItSays()
    {
        var small = Enumerable.Range(0, 200).Count(i => new PairedBootstrap(
            [[Draw(new Seed(1).For(i), 1, 150)], [Draw(new Seed(2).For(i), 1, 150)]], ScoredImages.MacroAveragePrecision, 200, new Seed(3)).PValue(0, 1) < 0.05);
        Assert.InRange(small, 0, 20);
    }

    [Fact]
    public void PValue_SameAndBetterArm_OneAndLeast()
    {
        var (good, poor) = (Draw(new Seed(1), 3, 300), Draw(new Seed(2), 0.5, 300));
        var bootstrap = new PairedBootstrap([[good], [poor], [good]], ScoredImages.BalancedAccuracy, 199, new Seed(3));
        Assert.Equal(1, bootstrap.PValue(0, 2));
        Assert.Equal(2 / 200.0, bootstrap.PValue(0, 1), 1e-12);
    }

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
            var (low, high) = new PairedBootstrap([[scores]], ScoredImages.MacroAuc, 400, new Seed(3)).Interval(0);
            return high - low;
        }
    }

    private static List<ScoredImage> Draw(Seed seed, double signal, int images)
    {
        var random = seed.Random();
        return [.. Enumerable.Range(0, images).Select(i => new ScoredImage($"{i}", $"{i}", i % 2, [random.NextGaussian() + (i % 2 == 0 ? signal : 0), random.NextGaussian() + (i % 2 == 1 ? signal : 0)]))];
    }
}
