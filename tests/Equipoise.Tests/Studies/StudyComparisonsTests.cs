using Equipoise.Common;
using Equipoise.Statistics;
using Equipoise.Studies;

namespace Equipoise.Tests.Studies;

public class StudyComparisonsTests
{
    private const double Moderate = 0.2, Dominating = 0.8;

    // Arms that are alike: Holm promises a difference in at most 5 % of studies. 28 of 400 is where a rate of 5 % would go beyond in
    // fewer than 5 % of runs (binomial).
    [Theory]
    [InlineData(3, Moderate), InlineData(3, Dominating), InlineData(5, 0), InlineData(5, Dominating)]
    public void Comparisons_ArmsAlike_FewStudiesCallAny(int seeds, double luck)
    {
        const int Studies = 400, Most = 28;
        var study = new SimulatedStudy(seeds) { Luck = luck };
        var (none, strongest) = (0, 0);
        Parallel.For(0, Studies, i =>
        {
            var cells = study.Draw(new Seed(1).For(seeds).For(i));
            if (StudyComparisons.ToNone(study.Spec, cells).Any(c => c.Verdict != Verdict.Undecided))
                Interlocked.Increment(ref none);
            if (StudyComparisons.ToStrongest(study.Spec, cells).Any(c => c.Verdict != Verdict.Undecided))
                Interlocked.Increment(ref strongest);
        });
        Assert.InRange(none, 0, Most);
        Assert.InRange(strongest, 0, Most);
    }

    // A gain of 1.2 in signal takes the macro AUC from 0.80 to 0.96; the luck of training is about twice that of the patients of one seed.
    [Theory]
    [InlineData(1.2, Verdict.Helps), InlineData(-0.8, Verdict.Hurts)]
    public void ToStrongest_PlantedDifference_FoundInFourOfFive(double gain, Verdict expected)
    {
        const int Studies = 100;
        var study = new SimulatedStudy(5) { Luck = Moderate, PerClass = [60, 60, 20], Gain = a => a == "dcgan" ? gain : 0 };
        var (found, wrong) = (0, 0);
        Parallel.For(0, Studies, i =>
        {
            foreach (var c in StudyComparisons.ToStrongest(study.Spec, study.Draw(new Seed(2).For(i))))
                if (c.Arm == "dcgan" && c.Verdict == expected)
                    Interlocked.Increment(ref found);
                else if (c.Verdict != Verdict.Undecided)
                    Interlocked.Increment(ref wrong);
        });
        Assert.InRange(found, 80, Studies);
        Assert.InRange(wrong, 0, 8);
    }

    [Fact]
    public void Comparisons_IdenticalScores_NoDifference()
    {
        var one = new SimulatedStudy(3).Draw(new Seed(3)).Where(c => c.Id.Arm == "none").ToList();
        var cells = new SimulatedStudy(3).Arms.SelectMany(a => one.Select(c => c with { Id = c.Id with { Arm = a } })).ToList();
        var spec = new SimulatedStudy(3).Spec;
        Assert.All(StudyComparisons.ToNone(spec, cells).Concat(StudyComparisons.ToStrongest(spec, cells)), c =>
            Assert.Equal((0, 0, 0, 1, 1, Verdict.Undecided), (c.Difference, c.Low, c.High, c.PValue, c.AdjustedPValue, c.Verdict)));
    }

    [Fact]
    public void Comparisons_OneSeed_UndecidedWithAnIntervalOverPatients()
    {
        var study = new SimulatedStudy(1) { PerClass = [100, 100, 50], Gain = a => a == "dcgan" ? 3 : 0 };
        var c = StudyComparisons.ToStrongest(study.Spec, study.Draw(new Seed(4))).Single(c => c.Arm == "dcgan");
        Assert.Equal(Verdict.Undecided, c.Verdict);
        Assert.True(double.IsNaN(c.PValue) && double.IsNaN(c.AdjustedPValue));
        Assert.True(c.Low > 0 && c.Low < c.Difference && c.Difference < c.High);
    }

    // flips is better on test images, oversampling on validation images.
    [Fact]
    public void ToStrongest_OtherArmBetterOnTestImages_TheOneBetterOnValidationImages()
    {
        var draw = new SimulatedStudy(3) { Arms = ["none", "flips", "oversampling", "dcgan"], Gain = a => a == "flips" ? 1 : 0 }.Draw(new Seed(5));
        var swapped = draw.Select(c => c.Id.Arm is "flips" or "oversampling"
            ? c with { ValidationScores = draw.Single(d => d.Id.Seed == c.Id.Seed && d.Id.Arm == (c.Id.Arm == "flips" ? "oversampling" : "flips")).ValidationScores }
            : c).ToList();
        var spec = new SimulatedStudy(3) { Arms = ["none", "flips", "oversampling", "dcgan"] }.Spec;
        Assert.Equal("flips", Assert.Single(StudyComparisons.ToStrongest(spec, draw)).Against);
        Assert.Equal("oversampling", Assert.Single(StudyComparisons.ToStrongest(spec, swapped)).Against);
        Assert.Equal("none", Assert.Single(StudyComparisons.ToStrongest(spec, [.. draw.Select(c => c with { ValidationScores = [] })])).Against);
    }

    [Fact]
    public void ToNone_Arms_EachOtherOnceAndCorrectedOverAllFractions()
    {
        var spec = new SimulatedStudy(3).Spec with { Fractions = [0.5, 1] };
        List<CellResult> cells = [.. spec.Fractions.SelectMany(f => new SimulatedStudy(3) { Gain = a => a == "wgan" ? 2 : 0 }
            .Draw(new Seed(6).For((int)(10 * f))).Select(c => c with { Id = c.Id with { Fraction = f } }))];
        var all = StudyComparisons.ToNone(spec, cells);
        Assert.Equal(["flips", "dcgan", "wgan", "flips", "dcgan", "wgan"], all.Select(c => c.Arm));
        Assert.Equal(Holm.Adjust([.. all.Select(c => c.PValue)]), all.Select(c => c.AdjustedPValue));
    }

    [Fact]
    public void ToSameWithout_Arms_TheSameRemedyOrNone()
    {
        var study = new SimulatedStudy(3) { Arms = ["none", "flips", "dcgan", "dcgan+flips", "wgan+mixup"] };
        var all = StudyComparisons.ToSameWithout(study.Spec, study.Draw(new Seed(6)));
        // There is no arm mixup to compare the last with.
        Assert.Equal([("dcgan", "none"), ("dcgan+flips", "flips")], all.Select(c => (c.Arm, c.Against)));
        Assert.Equal(Holm.Adjust([.. all.Select(c => c.PValue)]), all.Select(c => c.AdjustedPValue));
    }

    [Fact]
    public void ToStrongest_CellMissing_TheSeedsThatAllArmsHave()
    {
        var study = new SimulatedStudy(3);
        var cells = study.Draw(new Seed(7));
        var without = cells.Where(c => c.Id is not { Arm: "wgan", Seed: 2 }).ToList();
        Assert.Equal(StudyComparisons.ToStrongest(study.Spec, [.. cells.Where(c => c.Id.Seed < 2)]), StudyComparisons.ToStrongest(study.Spec, without));
        Assert.Empty(StudyComparisons.ToStrongest(study.Spec, [.. cells.Where(c => c.Synthetic)]));
        Assert.Empty(StudyComparisons.ToNone(study.Spec, [.. cells.Where(c => c.Synthetic)]));
    }
}
