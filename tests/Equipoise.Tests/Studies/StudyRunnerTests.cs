using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using Equipoise.Studies;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Studies;

[Collection(TrainingTests.Name)]
public sealed class StudyRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StudyRunnerTests() => TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ThreeArms_EveryCellAndItsFiles()
    {
        var result = Run("study", Spec());
        Assert.Equal(6, result.Cells.Count);
        var cell = result.Cells.Single(c => c.Id == new CellId("dcgan", 1, 0));
        Assert.Equal(18, cell.RealPerClass[1] + cell.SyntheticPerClass[1]);
        Assert.Equal(0, cell.SyntheticPerClass[0]);
        Assert.Equal(2, cell.GeneratorCurve.Count);
        Assert.Equal([8, 8], cell.SyntheticExamples.Select(e => e.Count));
        Assert.All(result.RealExamples, e => Assert.InRange(e.Count, 1, 8));
        Assert.Equal(2, result.Comparisons.Count);
        Assert.Equal(4, result.ComparisonsToNone.Count);
        Assert.Equal(result.Data.Parts[0][Part.Validation].Sum(), cell.ValidationScores.Count);
        Assert.Empty(cell.ValidationScores.Select(s => s.Path).Intersect(cell.Scores.Select(s => s.Path)));
        Assert.Equal(6, result.Summaries.Count);
        Assert.Equal("done", Status("study").Cells[^1].State);
        var generator = Assert.Single(Directory.GetDirectories(_folder.In("study", "generators", "dcgan", "0.5")));
        Assert.True(File.Exists(Path.Combine(Assert.Single(Directory.GetDirectories(generator, "synthetic-*")), "manifest.csv")));
        Assert.Empty(Directory.GetFiles(_folder.In("study"), "claim*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetDirectories(_folder.In("study"), "checkpoints", SearchOption.AllDirectories));
    }

    [Fact]
    public void Run_EveryArm_SameStepsAndSameTestImages()
    {
        foreach (var fraction in Run("study", Spec()).Cells.GroupBy(c => c.Id.Fraction))
        {
            Assert.Single(fraction.Select(c => c.Steps).Distinct());
            Assert.Single(fraction.Select(c => string.Join(";", c.Scores.Select(s => s.Path))).Distinct());
        }
    }

    [Fact]
    public void Run_EveryRemedy_SameStepsBatchesAndTestImages()
    {
        var arms = string.Join(",", ArmCatalog.Remedies.Names.Select(n => $"\"{n}\""));
        var cells = Run("study", Spec($"arms=[{arms}]", "fractions=[1]")).Cells;
        Assert.Equal(ArmCatalog.Remedies.Names.Order(), cells.Select(c => c.Id.Arm).Order());
        Assert.Single(cells.Select(c => c.Steps).Distinct());
        Assert.Single(cells.Select(c => string.Join(";", c.Scores.Select(s => s.Path))).Distinct());
        Assert.Equal(cells.Count, cells.Select(c => string.Join(";", c.Scores.SelectMany(s => s.Scores))).Distinct().Count());
        Assert.All(cells, c => Assert.False(c.Synthetic));
    }

    [Fact]
    public void Run_StoppedMidwayAndAgain_AsInOneGo()
    {
        var whole = Scores(Run("whole", Spec()));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run("parts", Spec(), new StopWhenSaid(stop, "Cell 1 of 6"), stop.Token));
        var begun = Status("parts");
        Assert.Equal(2, begun.Done);
        Assert.Equal(whole, Scores(Run("parts", Spec())));
    }

    [Fact]
    public void Run_AnotherStudyInTheFolder_UsageNamingWhatDiffers()
    {
        Run("study", Spec("arms=[\"none\"]"));
        var e = Assert.Throws<UserException>(() => Run("study", Spec("arms=[\"none\"]", "classifier.epochs=2")));
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        Assert.Contains("classifier.epochs", e.What);
        File.WriteAllBytes(_folder.In("images", "a", "new.png"), TestImages.Png(0, 32, 99));
        Assert.Contains("the images themselves", Assert.Throws<UserException>(() => Run("study", Spec("arms=[\"none\"]"))).What);
    }

    [Fact]
    public void Run_FolderWithOtherFiles_Usage()
    {
        Directory.CreateDirectory(_folder.In("study"));
        File.WriteAllText(_folder.In("study", "report.md"), "mine");
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserException>(() => Run("study", Spec())).ExitCode);
        Assert.Equal("mine", File.ReadAllText(_folder.In("study", "report.md")));
    }

    // Jobs of an array begin together.
    [Fact]
    public void Run_FolderInWhichAnotherJustBegins_BeginsToo()
    {
        Directory.CreateDirectory(_folder.In("study"));
        File.WriteAllText(_folder.In("study", ".equipoise-probe"), "");
        File.WriteAllText(_folder.In("study", "study.json.elsewhere-1-1.tmp"), "{");
        Assert.Single(Run("study", Spec("arms=[\"none\"]", "fractions=[1]")).Cells);
    }

    // Whatever makes the images, they are added as a GAN's are.
    [Fact]
    public void Run_GeneratorsThatAreNoGans_ArmsAsAnyOther()
    {
        var result = Run("study", Spec(
            "data=phantom:images=105", "fractions=[1]", "arms=[\"none\",\"smote\",\"oracle\"]", "generator.smote.maxWidth=64", "classifier.batchSize=64"));
        Assert.Equal(["none", "smote", "oracle"], result.Cells.Select(c => c.Id.Arm));
        var made = result.Cells.Where(c => c.Synthetic).ToList();
        Assert.All(made, c => Assert.Single(Enumerable.Range(0, 3).Select(k => c.RealPerClass[k] + c.SyntheticPerClass[k]).Distinct()));
        Assert.Equal([2, 0], made.Select(c => c.GeneratorCurve.Count));
        Assert.Equal(2, result.Comparisons.Count);
        Assert.Single(result.Cells.Select(c => c.Steps).Distinct());
    }

    [Fact]
    public void Run_DivergingGan_TheOtherCellsAndThenExitFive()
    {
        var spec = Spec("generator.learningRate=1e30", "generator.epochs=30", "fractions=[1]");
        Assert.Equal(ExitCode.Diverged, Assert.Throws<UserException>(() => Run("study", spec)).ExitCode);
        var status = Status("study");
        Assert.Equal(["done", "done", "failed"], status.Cells.Select(c => c.State));
        Assert.Contains("diverged", status.Cells[2].Detail);
        // What failed is not tried again unasked.
        var failed = File.GetLastWriteTimeUtc(_folder.In("study", "cells", "dcgan", "1", "0", "failed.json"));
        Assert.Equal(ExitCode.Diverged, Assert.Throws<UserException>(() => Run("study", spec)).ExitCode);
        Assert.Equal(failed, File.GetLastWriteTimeUtc(_folder.In("study", "cells", "dcgan", "1", "0", "failed.json")));
    }

    [Fact]
    public void Plan_TimedSteps_GeneratorsOnceForAllArmsThatShareThem()
    {
        var compute = Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance);
        StudyEstimate Estimate(params string[] settings) => StudyPlan.Of(Spec(settings), Keep.Generators, compute, Silence.Instance, TimeProvider.System).Estimate!;
        var estimate = Estimate("arms=[\"none\",\"dcgan\",\"dcgan+standard\"]");
        Assert.Equal(["classifiers", "dcgan"], estimate.Stages.Keys.Order());
        Assert.All(estimate.Stages.Values, s => Assert.True(s > 0));
        Assert.Equal(estimate.Stages.Values.Sum(), estimate.Seconds, 1e-9);
        // Two generators of one fraction each, with their networks, against none.
        Assert.True(estimate.Bytes > Estimate("arms=[\"none\"]").Bytes + 1_000_000);
        Assert.Contains("dcgan", StudyPlan.Of(Spec(), Keep.Generators, compute, Silence.Instance, TimeProvider.System).ToString());
    }

    [Fact]
    public void Run_GanWithARemedyAndAVariant_TheGeneratorOnceAndOtherScores()
    {
        var cells = Run("study", Spec(
            "arms=[\"none\",\"dcgan\",\"dcgan+standard\",\"more\",\"again\"]", "fractions=[1]", "classifier.epochs=2",
            """variants={"more": {"of": "dcgan", "synthesis": {"rule": "multiple", "amount": 2, "batchShare": 0.5}}, "again": {"of": "dcgan", "repeat": 1}}""")).Cells;
        Assert.Equal(5, cells.Select(c => string.Join(";", c.Scores.SelectMany(s => s.Scores))).Distinct().Count());
        Assert.Single(cells.Select(c => c.Steps).Distinct());
        // dcgan, dcgan+standard and more share one; again has its own.
        Assert.Equal(2, Directory.GetDirectories(_folder.In("study", "generators", "dcgan", "1")).Length);
        Assert.Equal(2, cells.Count(c => c.Seconds.ContainsKey("generator")));
        var more = cells.Single(c => c.Id.Arm == "more");
        Assert.Equal(more.RealPerClass.Select(n => 2 * n), more.SyntheticPerClass);
        Assert.All(cells.Skip(1), c => Assert.True(c.Synthetic));
    }

    [Fact]
    public void Run_ArmUnderTwoNames_TheSameScores()
    {
        var cells = Run("study", Spec("arms=[\"flips\",\"copy\"]", "fractions=[1]", "variants.copy.of=flips")).Cells;
        Assert.Equal(cells[0].Scores.SelectMany(s => s.Scores), cells[1].Scores.SelectMany(s => s.Scores));
    }

    [Fact]
    public void Run_UpdateWithAnotherClassifier_TheGeneratorIsUsedAgain()
    {
        string[] settings = ["arms=[\"none\",\"dcgan\"]", "fractions=[1]"];
        var before = Run("study", Spec(settings));
        var generator = Assert.Single(Directory.GetDirectories(_folder.In("study", "generators", "dcgan", "1")));
        var written = File.GetLastWriteTimeUtc(Path.Combine(generator, "weights.safetensors"));
        var after = Run("study", Spec([.. settings, "classifier.epochs=2"]), onOther: OnOtherStudy.Update);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(generator, "weights.safetensors")));
        Assert.Equal(2 * before.Cells[0].Steps, after.Cells[0].Steps);
        Assert.Equal(before.Cells[1].Seconds["generator"], after.Cells[1].Seconds["generator"]);
        Assert.Equal(Scores(Run("fresh", Spec([.. settings, "classifier.epochs=2"]))), Scores(after));
        // A further arm leaves the cells as they are.
        var cell = File.GetLastWriteTimeUtc(_folder.In("study", "cells", "dcgan", "1", "0", "metrics.json"));
        Run("study", Spec(["arms=[\"none\",\"dcgan\",\"flips\"]", "fractions=[1]", "classifier.epochs=2"]), onOther: OnOtherStudy.Update);
        Assert.Equal(cell, File.GetLastWriteTimeUtc(_folder.In("study", "cells", "dcgan", "1", "0", "metrics.json")));
    }

    [Fact]
    public void Run_KeepResults_WeightsAndImagesGoAndComeAgainWhereNeeded()
    {
        string[] settings = ["data=phantom:images=210", "arms=[\"none\",\"oracle\",\"oracle+standard\"]", "fractions=[1]", "evaluateIn=pixels", "classifier.batchSize=32"];
        var kept = Run("kept", Spec(settings));
        var result = Run("study", Spec(settings), keep: Keep.Results);
        Assert.Equal(Scores(kept), Scores(result));
        Assert.Equal([1, 1], Files("study", "gan.json", "evaluation.json"));
        // The list that is left is that of the examples in the report.
        Assert.Equal([0, 0, 1], Files("study", "weights.safetensors", "networks.safetensors", "manifest.csv"));
        var shown = result.Cells.Where(c => c.Id.Arm == "oracle").SelectMany(c => c.Evaluation!.Pairs).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, p => Assert.True(File.Exists(_folder.In("study", p.Synthetic)), p.Synthetic));
        Assert.Equal(shown.Select(p => p.Synthetic).Distinct().Count(), Directory.GetDirectories(_folder.In("study"), "synthetic-*", SearchOption.AllDirectories)
            .Sum(d => Directory.GetFiles(d, "*.png", SearchOption.AllDirectories).Length));
        var after = Run("study", Spec([.. settings, "classifier.epochs=2"]), onOther: OnOtherStudy.Update);
        Assert.Equal(Scores(Run("kept", Spec([.. settings, "classifier.epochs=2"]), onOther: OnOtherStudy.Update)), Scores(after));
        // What was kept goes once it is not wanted, too.
        Run("study", Spec([.. settings, "classifier.epochs=2"]), keep: Keep.Results);
        Assert.Equal([0], Files("study", "weights.safetensors"));
    }

    [Fact]
    public void Run_KeepAll_WeightsOfEveryClassifier()
    {
        Run("study", Spec("arms=[\"none\",\"flips\"]", "fractions=[1]"), keep: Keep.All);
        Assert.Equal([2], Files("study", "weights.safetensors"));
    }

    [Fact]
    public void Run_ClaimOfAnother_WaitsUntilItIsGone()
    {
        var held = _folder.In("study", "cells", "none", "1", "0");
        Run("study", Spec("arms=[\"flips\"]", "fractions=[1]"));
        using var other = new Claims(TimeProvider.System) { Who = new ProcessIdentity("another machine", 1, "") }.TryTake(held);
        Assert.Equal("another machine, process 1", Assert.Single(StatusOf("none"), c => c.State == "running").Detail);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(
            "study", Spec("arms=[\"flips\",\"none\"]", "fractions=[1]"), new StopWhenSaid(stop, "1 cell(s)"), stop.Token, OnOtherStudy.Update));
        Assert.False(File.Exists(Path.Combine(held, "metrics.json")));
        other!.Dispose();
        Assert.Equal(2, Run("study", Spec("arms=[\"flips\",\"none\"]", "fractions=[1]")).Cells.Count);

        IReadOnlyList<CellStatus> StatusOf(string arm)
        {
            new StudyFolder(_folder.In("study")).Begin(
                Spec($"arms=[\"flips\",\"{arm}\"]", "fractions=[1]") with { Run = new StudyFolder(_folder.In("study")).Read().Run }, OnOtherStudy.Update, Silence.Instance);
            return Status("study").Cells;
        }
    }

    [Fact]
    public void Parse_VariantsWithProblems_AllListed()
    {
        var e = Assert.Throws<UserException>(() => Spec("""variants={"none": {"of": "flips"}, "a b": {"of": "flips"}, "x": {"of": "dcgn"}, "y": {"of": "dcgan+mixxup"}, "z": {"of": "dcgan", "synthesis": {"amount": 0}}}"""));
        foreach (var part in new[] { "variants.none", "variants.a b", "'dcgn'", "unknown remedy 'mixxup'", "synthesis.amount" })
            Assert.Contains(part, e.What);
        Assert.Contains("variants.x.off", Assert.Throws<UserException>(() => Spec("variants.x.off=flips")).What);
    }

    [Fact]
    public void Run_OneClassOnly_BadDataWithRemedy()
    {
        Directory.Delete(_folder.In("images", "b"), recursive: true);
        var e = Assert.Throws<UserException>(() => Run("study", Spec()));
        Assert.Equal(ExitCode.BadData, e.ExitCode);
        Assert.Contains("only one class", e.What);
    }

    [Fact]
    public void Read_NoStudy_Usage() => Assert.Equal(
        ExitCode.Usage, Assert.Throws<UserException>(() => StudyReader.Read(new StudyFolder(_folder.In("nothing")))).ExitCode);

    [Fact]
    public void Plan_DryRun_TrainsNothingAndCountsImages()
    {
        var plan = StudyPlan.Of(Spec(), Keep.Generators, null, Silence.Instance, TimeProvider.System);
        Assert.Equal(6, plan.Cells.Count);
        var cell = plan.Cells.Single(c => c.Cell == new CellId("dcgan", 1, 0));
        Assert.Equal(33, new[] { cell.Train, cell.Validation, cell.Test }.Sum(p => p.Sum()));
        Assert.False(Directory.Exists(_folder.In("study")));
    }

    private StudySpec Spec(params string[] settings) => StudyFile.Parse("{}", "test",
    [
        $"data={_folder.In("images")}", "resolution=32", "fractions=[0.5,1]", "classifier.network=small-cnn", "classifier.epochs=1", "classifier.batchSize=8",
        "generator.epochs=2", "generator.batchSize=6", "generator.latentSize=8", "generator.dcgan.maxWidth=64", .. settings,
    ]);

    private StudyStatus Status(string name) => StudyStatus.Of(new StudyFolder(_folder.In(name)), new Claims(TimeProvider.System));

    private StudyResult Run(
        string name, StudySpec spec, IRunProgress? progress = null, CancellationToken stop = default, OnOtherStudy onOther = OnOtherStudy.Refuse,
        Keep keep = Keep.Generators)
    {
        var folder = new StudyFolder(_folder.In(name));
        new StudyRunner(spec, folder, Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), progress ?? Silence.Instance, TimeProvider.System)
        { OnOther = onOther, Keep = keep }.Run("test", stop);
        return StudyReader.Read(folder);
    }

    // How many there are of each.
    private int[] Files(string study, params string[] names) =>
        [.. names.Select(n => Directory.GetFiles(_folder.In(study), n, SearchOption.AllDirectories).Length)];

    private static double[] Scores(StudyResult result) => [.. result.Cells.SelectMany(c => c.Scores.SelectMany(s => s.Scores))];
}
