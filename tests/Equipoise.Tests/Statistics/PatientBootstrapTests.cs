using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Tests.Statistics;

public class PatientBootstrapTests
{
    // One seed: the interval is over patients alone, and macro AUC has a formula for it.
    [Fact]
    public void Means_MacroAuc_IntervalAsFromTheFormula()
    {
        var scores = Draw(new Seed(1), 1, 300);
        var (drawn, formula) = (Only([[scores]], ScoredImages.MacroAuc, 1000), new PairedComparison([[scores]], 0.2).Mean(0));
        Assert.Equal(formula.Value, drawn.Value, 1e-12);
        Assert.Equal(1, (drawn.High - drawn.Low) / (formula.High - formula.Low), 0.1);
    }

    // The same images under few patients are worth less than as many patients.
    [Fact]
    public void Means_ImagesOfFewPatients_Wider()
    {
        var single = Draw(new Seed(1), 1, 200);
        var clustered = single.Select((s, i) => s with { Group = $"{s.Label}-{i / 20}", Scores = single[i / 20 * 20 + s.Label].Scores }).ToList();
        var (a, b) = (Only([[single]], ScoredImages.MacroAveragePrecision, 400), Only([[clustered]], ScoredImages.MacroAveragePrecision, 400));
        Assert.True(b.High - b.Low > 1.5 * (a.High - a.Low));
    }

    // Seeds that test the same patients tell little more than one; seeds that test others do.
    [Fact]
    public void Means_SamePatientsInEverySeed_NoNarrowerThanOneSeed()
    {
        var one = Draw(new Seed(1), 1, 200);
        var other = Draw(new Seed(2), 1, 200).Select(i => i with { Group = $"other {i.Group}", Path = $"other {i.Path}" }).ToList();
        var (alone, twice, both) = (
            Only([[one]], ScoredImages.Brier, 400), Only([[one, one]], ScoredImages.Brier, 400), Only([[one, other], [one, other]], ScoredImages.Brier, 400));
        Assert.True(twice.High - twice.Low >= 0.999 * (alone.High - alone.Low));
        Assert.True(both.Low < both.Value && both.Value < both.High);
    }

    [Fact]
    public void CalibrationError_WithAndWithoutWeights_AsTheCurveOfThoseImages()
    {
        var random = new Seed(4).Random();
        List<ScoredImage> images = [.. Enumerable.Range(0, 157).Select(i => Math.Round(random.NextDouble(), 2) is var p
            ? new ScoredImage($"{i}", $"{i}", random.NextDouble() < p * p ? 1 : 0, [1 - p, p]) : null!)];
        int[] weights = [.. images.Select(_ => random.Next(4))];
        List<ScoredImage> repeated = [.. images.SelectMany((image, i) => Enumerable.Repeat(image, weights[i]))];
        var error = new CalibrationError(images, 1);
        Assert.Equal(CalibrationCurve.Of(images, 1).ExpectedError, error.Of([.. images.Select(_ => 1)]), 1e-12);
        Assert.Equal(CalibrationCurve.Of(repeated, 1).ExpectedError, error.Of(weights), 1e-12);
    }

    private static Estimate Only(IReadOnlyList<IReadOnlyList<IReadOnlyList<ScoredImage>>> arms, ResampledStatistic statistic, int resamples) =>
        new PatientBootstrap(arms, resamples, 0.2, new Seed(3)).Means(statistic)[0];

    private static List<ScoredImage> Draw(Seed seed, double signal, int images)
    {
        var random = seed.Random();
        return [.. Enumerable.Range(0, images).Select(i => new ScoredImage($"{i}", $"{i}", i % 2, [random.NextGaussian() + (i % 2 == 0 ? signal : 0), random.NextGaussian() + (i % 2 == 1 ? signal : 0)]))];
    }
}
