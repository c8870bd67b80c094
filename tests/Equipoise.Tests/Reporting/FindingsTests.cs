using Equipoise.Audit;
using Equipoise.Reporting;
using Equipoise.Studies;

namespace Equipoise.Tests.Reporting;

public sealed class FindingsTests
{
    private static readonly StudyResult Base = new StudyFixture { Fractions = [0.05, 0.1, 1], Seeds = [0, 1, 2] }.Build();

    private static StudyResult With(params (double Fraction, Verdict Verdict)[] verdicts) =>
        Base with { Comparisons = [.. verdicts.Select(v => new Comparison("dcgan", v.Fraction, "flips", 0.0123, -0.0045, 0.0678, 0.02, 8, 0.03, 0.06, v.Verdict))] };

    [Fact]
    public void PerArm_VerdictsAtThreeFractions_GroupsThemWithNumbersBaselineAndSeeds()
    {
        var finding = Assert.Single(Findings.PerArm(With((0.05, Verdict.Helps), (0.1, Verdict.Helps), (1, Verdict.Undecided))));
        Assert.Equal("dcgan", finding.Arm);
        Assert.Equal(
            "(3 seeds) helps at 5 % (+0.012 [−0.005, +0.068] against flips, corrected p = 0.060) and 10 % (+0.012 [−0.005, +0.068] against flips, corrected p = 0.060); "
            + "is undecided at 100 % (+0.012 [−0.005, +0.068] against flips, corrected p = 0.060).",
            finding.Sentence.Replace('\u00a0', ' '));
    }

    [Fact]
    public void Headline_MixedVerdicts_CountsEach() => Assert.Equal(
        "Synthetic images helped in 1 and hurt in 1 of 3 comparisons; 1 is undecided.",
        Findings.Headline(With((0.05, Verdict.Helps), (0.1, Verdict.Hurts), (1, Verdict.Undecided))).Replace('\u00a0', ' '));

    [Fact]
    public void Headline_AllUndecided_SaysUndecidedFirst() =>
        Assert.StartsWith("Undecided", Findings.Headline(With((0.05, Verdict.Undecided), (1, Verdict.Undecided))));

    [Fact]
    public void Headline_OneSeed_SaysSoBeforeAnythingElse()
    {
        var result = new StudyFixture { Fractions = [1] }.Build();
        foreach (var verdict in Enum.GetValues<Verdict>())
            Assert.StartsWith("On one seed", Findings.Headline(result with { Comparisons = [result.Comparisons[0] with { Verdict = verdict }] }));
        Assert.Contains("One seed cannot decide", Findings.SeedCaution(result));
        Assert.DoesNotContain("One seed", Findings.SeedCaution(Base));
    }

    [Fact]
    public void Headline_NothingToCompare_GivesNoAnswer()
    {
        Assert.Contains("no cell of the study", Findings.Headline(new StudyFixture { Finished = _ => false }.Build()));
        Assert.Contains("no arm with synthetic images is finished", Findings.Headline(new StudyFixture { Finished = c => c.Arm == "none" }.Build()));
        Assert.Contains("without them", Findings.Headline(new StudyFixture { Finished = c => c.Arm == "dcgan" }.Build()));
    }

    [Fact]
    public void Limitations_FewTestImagesAndManyIntervals_AreNamed()
    {
        var text = string.Join('\n', Findings.Limitations(Base)).Replace('\u00a0', ' ');
        Assert.Contains("diffuse, has 20 images", text);
        Assert.Contains("about 0.2 of them", text);
        Assert.DoesNotContain("No patients", text);
        Assert.Contains("No patients", string.Join('\n', Findings.Limitations(Base with { Data = Base.Data with { Patients = null } })));
    }

    [Fact]
    public void Doubts_ValidationFarAboveTest_Said()
    {
        var alike = Base with { Summaries = [.. Base.Summaries.Select(s => s with { Validation = s.MacroAuc + 0.01 })] };
        Assert.Empty(Findings.Doubts(alike));
        var apart = Base with { Summaries = [.. Base.Summaries.Select(s => s with { Validation = s.MacroAuc + 0.08 })] };
        Assert.Contains("0.080 higher than on test images. With few", Assert.Single(Findings.Doubts(apart)));
        var published = apart with { Spec = apart.Spec with { Run = new RunRecord { PublishedTest = true } } };
        Assert.Contains("seem to differ from its training images", Assert.Single(Findings.Doubts(published)));
        Assert.Contains("all tested on the same images", Findings.SeedCaution(published));
    }

    [Fact]
    public void Doubts_NoArmBeatsAShortcut_NamesIt()
    {
        var best = Base.Summaries.Max(s => s.MacroAuc);
        StudyResult With(double auc, ShortcutLevel level) => Base with
        {
            Audit = new DataAudit("phantom", [], 1, [], null!, null!, null, new ShortcutReport([
                new ShortcutFinding("border", "the frame of the image", ShortcutKind.Acquisition, [], auc, auc, auc, level, "")], []), [], []),
        };
        Assert.Contains("(border)", Assert.Single(Findings.Doubts(With(best + 0.001, ShortcutLevel.Strong))));
        Assert.Empty(Findings.Doubts(With(best - 0.001, ShortcutLevel.Strong)));
        Assert.Empty(Findings.Doubts(With(best + 0.001, ShortcutLevel.None)));
    }

    [Fact]
    public void MethodsText_PublishedTestPart_SaysSoAndCountsParts()
    {
        var text = string.Join('\n', MethodsText.Of(Base with { Spec = Base.Spec with { Run = new RunRecord { PublishedTest = true } } })).Replace('\u00a0', ' ');
        Assert.Contains("those that the source brings along", text);
        Assert.Contains("With seed 0: train 1,575, validation 105 and test 420.", text);
        Assert.Contains("a DenseNet121", text);
        Assert.DoesNotContain("split into training, validation and test parts", text);
        Assert.Contains("split into training, validation and test parts", string.Join('\n', MethodsText.Of(Base)));
    }

    [Fact]
    public void ArmText_EveryKindOfArm_SaysWhatItIs()
    {
        var spec = StudyFile.Parse("{}", "test",
        [
            "data=phantom", "arms=[\"none\",\"dcgan\",\"again\",\"more\",\"new\"]", """variants={"again": {"of": "dcgan", "repeat": 1}, "more": {"of": "dcgan+flips", "generator": {"maxWidth": 64}, "synthesis": {"rule": "multiple", "amount": 2, "batchShare": 0.5}}, "new": {"of": "dcgan", "synthesis": {"amount": 2}, "repeat": 2}}""",
        ]);
        Assert.Equal("real images as they are", ArmText.Of(spec, "none"));
        Assert.Matches("^synthetic images are added \\(deep convolutional GAN .*\\)$", ArmText.Of(spec, "dcgan"));
        Assert.EndsWith(" to real images, flipped at random in both directions", ArmText.Of(spec, "dcgan+flips"));
        Assert.Equal("as dcgan once more with other first weights, orders and noise: between the two nothing differs but luck, and it counts as a comparison like any other", ArmText.Of(spec, "again"));
        Assert.Equal("as dcgan+flips with maxWidth 64 and 2 times as many synthetic images of each class as were trained on which are 50 % of every batch", ArmText.Of(spec, "more").Replace('\u00a0', ' '));
        Assert.Equal("as dcgan with synthetic images that bring all classes to 2 times the size of the largest, once more with other first weights, orders and noise", ArmText.Of(spec, "new"));
    }

    [Fact]
    public void AgainstNone_EachVerdict_ArmsUnderIt()
    {
        var study = new StudyFixture { Fractions = [1] }.Build();
        Comparison To(string arm, Verdict verdict) => new(arm, 1, "none", 0.1, 0, 0.2, 0.05, 8, 0.01, 0.02, verdict);
        var result = study with { ComparisonsToNone = [To("flips", Verdict.Undecided), To("dcgan", Verdict.Helps), To("wgan", Verdict.Helps)] };
        Assert.Equal("Against training on the images as they are: dcgan and wgan are better; flips is undecided.", Findings.AgainstNone(result));
        Assert.Null(Findings.AgainstNone(study with { ComparisonsToNone = [] }));
    }

    [Fact]
    public void MethodsText_AStudy_SaysWhatWithWhatAndHow()
    {
        var study = new StudyFixture().Build();
        var text = string.Join("\n", MethodsText.Of(study));
        foreach (var part in new[] { study.Data.ClassNames[0], "patients", string.Join(", ", study.Spec.Seeds), "libtorch", study.Command, "none, real images as they are", "same number of optimiser steps" })
            Assert.Contains(part, text);
    }
}
