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
        Assert.Equal("done", StudyStatus.Of(new StudyFolder(_folder.In("study"))).Cells[^1].State);
        Assert.True(File.Exists(_folder.In("study", "cells", "dcgan", "0.5", "0", "synthetic", "manifest.csv")));
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
        Assert.Throws<OperationCanceledException>(() => Run("parts", Spec(), new StopAfter(stop, "Cell 3 of 6"), stop.Token));
        var begun = StudyStatus.Of(new StudyFolder(_folder.In("parts")));
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

    [Fact]
    public void Run_DivergingGan_TheOtherCellsAndThenExitFive()
    {
        var spec = Spec("generator.learningRate=1e30", "generator.epochs=30", "fractions=[1]");
        Assert.Equal(ExitCode.Diverged, Assert.Throws<DivergedException>(() => Run("study", spec)).ExitCode);
        Assert.Equal(["done", "done", "begun"], StudyStatus.Of(new StudyFolder(_folder.In("study"))).Cells.Select(c => c.State));
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
        var plan = StudyPlan.Of(Spec(), Silence.Instance);
        Assert.Equal(6, plan.Cells.Count);
        var cell = plan.Cells.Single(c => c.Cell == new CellId("dcgan", 1, 0));
        Assert.Equal(33, new[] { cell.Train, cell.Validation, cell.Test }.Sum(p => p.Sum()));
        Assert.False(Directory.Exists(_folder.In("study")));
    }

    private StudySpec Spec(params string[] settings) => StudyFile.Parse("{}", "test",
    [
        $"data={_folder.In("images")}", "resolution=32", "fractions=[0.5,1]", "classifier.epochs=1", "classifier.batchSize=8",
        "generator.epochs=2", "generator.batchSize=6", "generator.latentSize=8", "generator.dcgan.maxWidth=64", .. settings,
    ]);

    private StudyResult Run(string name, StudySpec spec, IRunProgress? progress = null, CancellationToken stop = default)
    {
        var folder = new StudyFolder(_folder.In(name));
        new StudyRunner(spec, folder, Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance), progress ?? Silence.Instance, TimeProvider.System).Run("test", stop);
        return StudyReader.Read(folder);
    }

    private static double[] Scores(StudyResult result) => [.. result.Cells.SelectMany(c => c.Scores.SelectMany(s => s.Scores))];

    private sealed class StopAfter(CancellationTokenSource stop, string message) : IRunProgress
    {
        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string text)
        {
        }

        public void Say(string text)
        {
            if (text.StartsWith(message, StringComparison.Ordinal))
                stop.Cancel();
        }
    }
}
