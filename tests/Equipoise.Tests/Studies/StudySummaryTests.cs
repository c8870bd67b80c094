using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Tests.Studies;

public class StudySummaryTests
{
    [Fact]
    public void Of_Arms_EveryScoreWithAnIntervalAroundItsMean()
    {
        var study = new SimulatedStudy(3);
        var cells = study.Draw(new Seed(1));
        var summaries = StudySummary.Of(study.Spec, cells);
        Assert.Equal(study.Arms, summaries.Select(s => s.Arm));
        Assert.All(summaries, s =>
        {
            var of = cells.Where(c => c.Id.Arm == s.Arm).ToList();
            Assert.Equal(of.Average(c => c.MacroAuc), s.MacroAuc, 1e-12);
            Assert.True(s.Low < s.MacroAuc && s.MacroAuc < s.High);
            Assert.Equal(ReportedScores.All.Select(r => r.Name), s.Scores.Keys);
            Assert.All(s.Scores.Values, e => Assert.True(e.Low <= e.Value && e.Value <= e.High && e.Low < e.High));
            Assert.Equal(of.Average(c => DownstreamScores.Of(c.Scores).BalancedAccuracy), s.Scores["balanced_accuracy"].Value, 1e-12);
            Assert.Equal(of.Average(c => DownstreamScores.Of(c.Scores).PerClass.Average(k => k.CalibrationError)), s.Scores["calibration_error"].Value, 1e-12);
        });
    }

    // The truth is 0.80 without luck; an interval of 95 % that misses it in more than 28 of 400 studies is too narrow (binomial, as above 5 %).
    [Theory]
    [InlineData(1), InlineData(3)]
    public void Mean_ManyStudies_IntervalHoldsTheTruth(int seeds)
    {
        var truth = Normal.Below(1.2 / Math.Sqrt(2));
        var study = new SimulatedStudy(seeds);
        var missed = 0;
        Parallel.For(0, 400, i =>
        {
            var cells = study.Draw(new Seed(2).For(i));
            var auc = new PairedComparison([.. study.Arms.Select(a => cells.Where(c => c.Id.Arm == a).Select(c => c.Scores).ToList())], 0.2).Mean(0);
            if (truth < auc.Low || truth > auc.High)
                Interlocked.Increment(ref missed);
        });
        Assert.InRange(missed, 1, 28);
    }
}
