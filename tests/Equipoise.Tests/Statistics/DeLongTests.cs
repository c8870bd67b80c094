using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Statistics;

public class DeLongTests
{
    [Fact]
    public void Covariance_TiesAndPatients_AsFromTheDefinition()
    {
        foreach (var c in ReferenceNumbers.Read("downstream.json")["delong"]!.AsArray())
        {
            var delong = new DeLong(
                [.. c!["scores"]!.AsArray().Select(s => s.Numbers())], [.. c["positive"]!.AsArray().Select(p => p!.GetValue<bool>())],
                [.. c["groups"]!.AsArray().Select(g => $"{g}")]);
            for (var a = 0; a < 3; a++)
            {
                Assert.Equal(c["areas"].Numbers()[a], delong.Areas[a], 1e-12);
                for (var b = 0; b < 3; b++)
                    Assert.Equal(c["covariance"]![a]![b]!.GetValue<double>(), delong.Covariance(a, b), 1e-14);
            }
            Assert.Equal(c["p"]!.GetValue<double>(), delong.Compare(0, 1).PValue, 1e-10);
        }
    }

    // The 109 computed tomograms of Hanley and McNeil 1982, rated from 1 to 5: area 0.8932, and DeLong's standard error 0.0307,
    // interval 0.83295 to 0.95339, as Stata's manual prints them (roctab).
    [Fact]
    public void Interval_TomogramsOfHanleyAndMcNeil_AsPublished()
    {
        int[] normal = [33, 6, 6, 11, 2], abnormal = [3, 2, 2, 11, 33];
        var (scores, positive) = (new List<double>(), new List<bool>());
        for (var rating = 0; rating < 5; rating++)
        {
            scores.AddRange(Enumerable.Repeat((double)rating, normal[rating] + abnormal[rating]));
            positive.AddRange(Enumerable.Repeat(false, normal[rating]).Concat(Enumerable.Repeat(true, abnormal[rating])));
        }
        var delong = new DeLong([scores], positive);
        Assert.Equal(0.8932, delong.Areas[0], 4);
        Assert.Equal(0.0307, Math.Sqrt(delong.Covariance(0, 0)), 4);
        Assert.Equal(0.83295, delong.Interval(0).Low, 5);
        Assert.Equal(0.95339, delong.Interval(0).High, 5);
    }

    // One negative below all, so each placement is 0 or 1: the variance of a share, k (n - k) / n^2 / (n - 1), plus the negatives'.
    [Fact]
    public void Covariance_TwoNegatives_ClosedForm()
    {
        var delong = new DeLong([[0, 5, 1, 2, 3, 6, 7, 8]], [false, false, true, true, true, true, true, true]);
        Assert.Equal(0.75, delong.Areas[0], 1e-12);
        // Positives: placements 1/2 (three) and 1 (three); negatives: 1 and 1/2.
        Assert.Equal(6 * 0.0625 / 5 / 6 + 2 * 0.0625 / 1 / 2, delong.Covariance(0, 0), 1e-12);
    }

    [Fact]
    public void Compare_WithItself_NoDifference()
    {
        var delong = new DeLong([[1, 3, 2, 4], [1, 3, 2, 4]], [false, false, true, true]);
        Assert.Equal(new PairedDifference(0, 0, 1), delong.Compare(0, 1));
    }

    // Two classifiers alike: the test at 5 % finds a difference in about 5 of 100 draws; patients with five images each.
    [Theory]
    [InlineData(1), InlineData(5)]
    public void Compare_Alike_FalseAlarmsAsOftenAsItSays(int images)
    {
        const int Draws = 1000, Patients = 80;
        var alarms = Enumerable.Range(0, Draws).Count(draw =>
        {
            var random = new Seed(5).For(images).For(draw).Random();
            var cases = Enumerable.Range(0, Patients).SelectMany(p =>
            {
                var (a, b) = (random.NextGaussian() + p % 2, random.NextGaussian() + p % 2);
                return Enumerable.Range(0, images).Select(_ => (Patient: $"{p}", Positive: p % 2 == 1, A: a + 0.3 * random.NextGaussian(), B: b + 0.3 * random.NextGaussian())).ToList();
            }).ToList();
            return new DeLong([[.. cases.Select(c => c.A)], [.. cases.Select(c => c.B)]], [.. cases.Select(c => c.Positive)], [.. cases.Select(c => c.Patient)])
                .Compare(0, 1).PValue < 0.05;
        });
        Assert.InRange(alarms / (double)Draws, 0.03, 0.075);
    }

    [Fact]
    public void New_TooFewOrWrong_Refused()
    {
        Assert.Throws<ArgumentException>(() => new DeLong([[1, 2, 3]], [true, false, false]));
        Assert.Throws<ArgumentException>(() => new DeLong([[1, 2, 3, 4]], [true, true, false, false], ["a", "a", "b", "c"]));
        Assert.Throws<ArgumentException>(() => new DeLong([[1, 2]], [true, false, false]));
        Assert.Throws<ArgumentException>(() => new DeLong([[1, double.NaN, 3, 4]], [true, true, false, false]));
    }
}
