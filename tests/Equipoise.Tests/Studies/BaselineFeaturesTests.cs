using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Studies;
using Equipoise.Tests.Support;

namespace Equipoise.Tests.Studies;

// Studies whose synthetic images are looked at through the classifier of the same cell that was trained without them.
[Collection(TrainingTests.Name)]
public sealed class BaselineFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BaselineFeaturesTests() => TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_EvaluateInBaseline_EveryCellThroughItsOwnClassifierAndTheSameScores()
    {
        var result = Run("baseline", "baseline", fractions: "[0.5,1]");
        var seen = result.Cells.Where(c => c.Synthetic).Select(c => c.Evaluation!.Result.Features).ToList();
        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, f => Assert.StartsWith("classifier ", f));
        Assert.All(result.Cells.Where(c => c.Synthetic), c => Assert.Contains(c.Evaluation!.Result.Rows, r => r.Name == "frechet" && r.Value > 0));
        Assert.All(result.Cells, c => Assert.Equal(c.Id.Arm == "none", File.Exists(Weights("baseline", c.Id))));
        Assert.Equal(Scores(Run("pixels", "pixels", fractions: "[0.5,1]")), Scores(result));
    }

    // The classifier is trained again for its weights, the cell with synthetic images is not.
    [Fact]
    public void Run_UpdatedToBaseline_LooksAgainAndTrainsNoOtherClassifier()
    {
        var before = Run("study", "pixels");
        var record = _folder.In("study", "cells", "dcgan", "1", "0", "metrics.json");
        var written = File.GetLastWriteTimeUtc(record);
        Assert.Equal(Scores(before), Scores(Run("study", "baseline")));
        Assert.Equal(written, File.GetLastWriteTimeUtc(record));
        Assert.StartsWith("classifier ", Read("study").Cells.Single(c => c.Synthetic).Evaluation!.Result.Features);
        // Back again what was found before is there still.
        Run("study", "pixels");
        Assert.Equal("pixels", Read("study").Cells.Single(c => c.Synthetic).Evaluation!.Result.Features);
        Run("study", "radiomics");
        Assert.Equal("radiomics", Read("study").Cells.Single(c => c.Synthetic).Evaluation!.Result.Features);
    }

    // What lies there is of other settings, whichever way the study came to them.
    [Fact]
    public void Run_OtherClassifierInBetween_NotSeenThroughTheOldOne()
    {
        string[] longer = ["classifier.epochs=2"];
        Run("study", "baseline");
        Run("study", "pixels", settings: longer);
        var after = Run("study", "baseline", settings: longer).Cells.Single(c => c.Synthetic).Evaluation!.Result.Features;
        Assert.Equal(Run("fresh", "baseline", settings: longer).Cells.Single(c => c.Synthetic).Evaluation!.Result.Features, after);
    }

    [Fact]
    public void Run_KeepResults_TheClassifierGoesOnceAllIsSeen()
    {
        Run("study", "baseline", keep: Keep.Results);
        Assert.Empty(Directory.GetFiles(_folder.In("study"), "weights.safetensors", SearchOption.AllDirectories));
        var status = Status("study");
        Assert.Equal(status.Planned, status.Done);
    }

    [Fact]
    public void Run_ClassifiersThatDiverge_EndsAndSaysSo()
    {
        var e = Assert.Throws<UserException>(() => Run("study", "baseline", settings: ["classifier.learningRate=1e30", "classifier.epochs=5"]));
        Assert.Equal(ExitCode.Diverged, e.ExitCode);
        Assert.All(Status("study").Cells, c => Assert.Equal("failed", c.State));
    }

    // While another process trains the baseline, this one makes what it can and waits.
    [Fact]
    public void Run_BaselineInOtherHands_GeneratorMadeAndThenLookedAt()
    {
        using var stop = new CancellationTokenSource();
        new StudyFolder(_folder.In("study")).Begin(Spec("baseline", "[1]"), OnOtherStudy.Update, Silence.Instance);
        using (new Claims(TimeProvider.System) { Who = new ProcessIdentity("another machine", 1, "") }.TryTake(_folder.In("study", "cells", "none", "1", "0")))
        {
            Assert.Throws<OperationCanceledException>(() => Run("study", "baseline", progress: new StopWhenSaid(stop, "worked on by other processes"), stop: stop.Token));
        }
        Assert.Single(Directory.GetFiles(_folder.In("study", "generators"), "gan.json", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(_folder.In("study"), "evaluation.json", SearchOption.AllDirectories));
        Assert.Equal(2, Run("study", "baseline").Cells.Count);
        Assert.Single(Directory.GetFiles(_folder.In("study"), "evaluation.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void Parse_BaselineWithoutArmNone_Usage() => Assert.Contains(
        "evaluateIn", Assert.Throws<UserException>(() => StudyFile.Parse("{}", "test", ["data=x", "evaluateIn=baseline", "arms=[\"dcgan\"]"])).What);

    private StudySpec Spec(string evaluateIn, string fractions, params string[] settings) => StudyFile.Parse("{}", "test",
    [
        $"data={_folder.In("images")}", "arms=[\"none\",\"dcgan\"]", $"fractions={fractions}", "resolution=32", "classifier.network=small-cnn",
        "classifier.epochs=1", "classifier.batchSize=8", "generator.epochs=1", "generator.batchSize=6", "generator.latentSize=8", "generator.dcgan.maxWidth=64",
        $"evaluateIn={evaluateIn}", .. settings,
    ]);

    private StudyResult Run(
        string name, string evaluateIn, string fractions = "[1]", string[]? settings = null, Keep keep = Keep.Generators, IRunProgress? progress = null,
        CancellationToken stop = default)
    {
        new StudyRunner(
            Spec(evaluateIn, fractions, settings ?? []), new StudyFolder(_folder.In(name)), Compute.Set("cpu", Precision.Fp32, 0, Silence.Instance),
            progress ?? Silence.Instance, TimeProvider.System)
        { OnOther = OnOtherStudy.Update, Keep = keep }.Run("test", stop);
        return Read(name);
    }

    private StudyResult Read(string name) => StudyReader.Read(new StudyFolder(_folder.In(name)));

    private StudyStatus Status(string name) => StudyStatus.Of(new StudyFolder(_folder.In(name)), new Claims(TimeProvider.System));

    private string Weights(string name, CellId cell) => _folder.In(name, cell.Folder, "classifier", "weights.safetensors");

    private static double[] Scores(StudyResult result) => [.. result.Cells.SelectMany(c => c.Scores.SelectMany(s => s.Scores))];
}
