using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Studies;
using Equipoise.Tests.Support;
using Equipoise.Tuning;

namespace Equipoise.Tests.Tuning;

[Collection(TrainingTests.Name)]
public sealed class TuneRunnerTests : IDisposable
{
    private const string Rates = "{\"learningRate\":[1e-3,1e-4,2e-5]}";

    private readonly TemporaryFolder _folder = new();

    public TuneRunnerTests() => TestImages.WriteFolder(_folder.In("images"), 32, 24, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Grid_EveryTrialItsFilesAndTheBest()
    {
        var result = Run("grid", Search(SearchMethod.Grid, Rates));
        Assert.Equal([2e-4, 1e-3, 1e-4, 2e-5], result.Trials.Select(t => SettingText.Number(t.Settings["learningRate"])!.Value));
        Assert.All(result.Trials, t => Assert.Equal(TrialState.Finished, t.State));
        Assert.All(result.Trials, t => Assert.Equal([1, 2], t.Curve.Select(m => m.Epoch)));
        Assert.Equal(result.Trials.Min(t => t.Last!.Value), result.Best!.Last!.Value);
        Assert.Equal(5, File.ReadLines(_folder.In("grid", "trials.csv")).Count());
        // Of the others nothing is left that fills the disk.
        var kept = Directory.GetFiles(_folder.In("grid"), "weights.safetensors", SearchOption.AllDirectories).Select(f => f.Split("trials")[1][1..5]);
        Assert.Equal(new[] { 0, result.Best.Number }.Distinct().Order().Select(n => $"{n:D4}"), kept.Order());
        Assert.Empty(Directory.GetFiles(_folder.In("grid"), "step-*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Run_Asha_APromotedTrialsWeightsAreThoseOfAStraightRun()
    {
        // A schedule shows whether training knew all its epochs from the beginning.
        string[] settings = ["generator.epochs=3", "generator.schedule=cosine", "generator.decayFrom=0"];
        var said = new Said();
        var result = Run("asha", Search(SearchMethod.Asha, Rates) with { Trials = 3 }, Study(settings), said);
        Assert.Equal([1, 3], result.Rungs);
        Assert.Equal(2, result.Trials.Count(t => t.State == TrialState.Stopped));
        var promoted = result.Trials.Single(t => t.Number > 0 && t.State == TrialState.Finished);
        Assert.Equal([1, 2, 3], promoted.Curve.Select(m => m.Epoch));
        Assert.Equal(promoted.At(1), result.Trials.Where(t => t.Number > 0).Min(t => t.At(1)));
        // The defaults and the promoted one, each once.
        Assert.Equal(2, said.Lines.Count(l => l.StartsWith("Training goes on from step", StringComparison.Ordinal)));
        var rate = SettingText.Number(promoted.Settings["learningRate"]);
        Assert.Equal(Straight([.. settings, FormattableString.Invariant($"generator.learningRate={rate}")]), Hash("asha", promoted.Number));
    }

    [Fact]
    public void Run_StoppedNowAndThen_AsInOneGo()
    {
        var search = Search(SearchMethod.Asha, Rates) with { Trials = 2, Eta = 2 };
        var whole = Run("whole", search);
        for (var reports = 3; !File.Exists(_folder.In("parts", "done")); reports += 5)
        {
            Assert.InRange(reports, 0, 400);
            using var stop = new CancellationTokenSource();
            try
            {
                Run("parts", search, progress: new StopAfter(stop, reports), stop: stop.Token);
                File.WriteAllText(_folder.In("parts", "done"), "");
            }
            catch (OperationCanceledException)
            {
            }
        }
        Assert.Equal(File.ReadAllText(_folder.In("whole", "trials.csv")), File.ReadAllText(_folder.In("parts", "trials.csv")));
        Assert.Equal(Hash("whole", whole.Best!.Number), Hash("parts", whole.Best.Number));
    }

    // What another process is at is waited for, and meanwhile all else is begun.
    [Theory]
    [InlineData(SearchMethod.Grid, null)]
    [InlineData(SearchMethod.Asha, 3)]
    public async Task Run_ATrialInOtherHands_TheOthersFirstAndTheResultOfOneProcess(SearchMethod method, int? trials)
    {
        var search = Search(method, Rates) with { Trials = trials, Fractions = [0.5, 1] };
        Run("alone", search);
        var folder = new TuneFolder(_folder.In("shared"));
        Directory.CreateDirectory(folder.Path);
        File.Copy(_folder.In("alone", "tune.json"), folder.In("tune.json"));
        var said = new Said();
        Task<TuneResult> run;
        using (new Claims(TimeProvider.System) { Who = new ProcessIdentity("another machine", 1, "") }.TryTake(folder.Trial(1, 0)))
        {
            run = Task.Run(() => Run("shared", search, progress: said));
            while (!run.IsCompleted && !said.Lines.Any(l => l.Contains("worked on by another process")))
                await Task.WhenAny(run, Task.Delay(50));
            Assert.False(File.Exists(Path.Combine(folder.Trial(1, 0), "run.json")));
            Assert.True(File.Exists(Path.Combine(folder.Curve(0.5, 0), "run.json")));
            Assert.All([0, 2, 3], n => Assert.True(File.Exists(Path.Combine(folder.Trial(n, 0), "run.json")), $"{n}"));
        }
        var result = await run;
        Assert.Equal(File.ReadAllText(_folder.In("alone", "trials.csv")), File.ReadAllText(folder.In("trials.csv")));
        Assert.Equal(Hash("alone", result.Best!.Number), Hash("shared", result.Best.Number));
        Assert.Empty(Directory.GetFiles(folder.Path, "claim*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Run_SeveralSeeds_TheirMeanAndEachOfThem()
    {
        var result = Run("seeds", Search(SearchMethod.Grid, "{\"learningRate\":[1e-3]}"), Study("seeds=[0,1]", "generator.epochs=1"));
        Assert.All(result.Trials, t => Assert.Equal(t.PerSeed.Average(), t.Last!.Value, 12));
        Assert.Equal(2, result.Default.PerSeed.Distinct().Count());
    }

    [Fact]
    public void Run_DivergingTrial_FailedWithItsReasonAndTheOthersGoOn()
    {
        var result = Run("diverged", Search(SearchMethod.Grid, "{\"lossLimit\":[1e-6,1e4]}"), Study());
        Assert.Equal([TrialState.Finished, TrialState.Failed, TrialState.Finished], result.Trials.Select(t => t.State));
        Assert.Contains("diverged", result.Trials[1].Reason);
        Assert.NotEqual(1, result.Best!.Number);
        Assert.Contains("failed,", File.ReadAllText(_folder.In("diverged", "trials.csv")));
    }

    [Fact]
    public void Run_AnotherSearchInTheFolder_UsageNamingWhatDiffers()
    {
        var search = Search(SearchMethod.Grid, "{\"learningRate\":[1e-3]}");
        Run("one", search);
        var before = File.ReadAllText(_folder.In("one", "tune.json"));
        Assert.Contains("search.space.learningRate", Refused(() => Run("one", Search(SearchMethod.Grid, Rates))));
        Assert.Contains("search.objective", Refused(() => Run("one", search with { Objective = "frechet" })));
        Assert.Contains("generator.dcgan.batchSize", Refused(() => Run("one", search, Study("generator.batchSize=4"))));
        File.WriteAllBytes(_folder.In("images", "a", "new.png"), TestImages.Png(0, 32, 99));
        Assert.Contains("the images themselves", Refused(() => Run("one", search)));
        Assert.Equal(before, File.ReadAllText(_folder.In("one", "tune.json")));
        Assert.Contains("is not empty and holds no search", Refused(() => Run("images", search)));
    }

    [Fact]
    public void Run_Fractions_TheDefaultsOnEach()
    {
        var result = Run("curve", new TuneSettings { Gan = "dcgan", Objective = "sample-distance", MeasureEvery = 1, Fractions = [0.5, 1] });
        Assert.Equal([0.5, 1], result.Curves.Select(c => c.Fraction));
        Assert.All(result.Curves, c => Assert.Equal([1, 2], c.Curve.Select(m => m.Epoch)));
        Assert.True(result.Curves[0].Images < result.Curves[1].Images);
        Assert.NotEqual(result.Curves[0].Curve, result.Curves[1].Curve);
        TuneTables.Write(new TuneFolder(_folder.In("curve")), result);
        Assert.Equal(5, File.ReadLines(_folder.In("curve", "curve.csv")).Count());
    }

    [Fact]
    public void Write_BestJson_AStudyTakesIt()
    {
        var result = Run("best", Search(SearchMethod.Grid, "{\"learningRate\":[1e-3]}"));
        TuneTables.Write(new TuneFolder(_folder.In("best")), result);
        var study = StudyFile.Load(_folder.In("best", "best.json"), [$"data={_folder.In("images")}", "arms=[\"none\",\"dcgan\"]"]);
        var spec = GeneratorCatalog.Resolve("dcgan", study.Generator);
        Assert.Equal(SettingText.Number(result.Best!.Settings["learningRate"]), spec.LearningRate);
        Assert.Equal((2, 6, 8), (spec.Epochs, spec.BatchSize, spec.LatentSize));
        Assert.Equal(["batchSize", "epochs", "latentSize", "maxWidth"], TuneTables.Fragment(result, result.Default)["generator"]!["dcgan"]!.AsObject().Select(s => s.Key).Order());
    }

    [Theory]
    [InlineData("nothing to search")]
    [InlineData("--trials 3 does not go with --method grid", SearchMethod.Grid, 3)]
    [InlineData("--trials must be at least 1", SearchMethod.Random, 0)]
    [InlineData("--eta must be at least 2; received 1", SearchMethod.Asha, null, 1)]
    [InlineData("--fractions must be", SearchMethod.Random, null, 3, 1.5)]
    public void Run_WrongSettings_Usage(string what, SearchMethod method = SearchMethod.Random, int? trials = null, int eta = 3, double fraction = 0)
    {
        var search = new TuneSettings { Gan = "dcgan", Method = method, Trials = trials, Eta = eta, Fractions = fraction > 0 ? [fraction] : [] };
        Assert.Contains(what, Refused(() => Run("wrong", search)));
        Assert.False(Directory.Exists(_folder.In("wrong")));
    }

    private static TuneSettings Search(SearchMethod method, string space) => new()
    {
        Gan = "dcgan",
        Space = JsonNode.Parse(space)!.AsObject(),
        Method = method,
        Objective = "sample-distance",
        MeasureEvery = 1,
    };

    private StudySpec Study(params string[] settings) => StudyFile.Parse("{}", "test",
    [
        $"data={_folder.In("images")}", "resolution=32", "arms=[\"dcgan\"]", "classifier.network=small-cnn", "classifier.epochs=1", "classifier.batchSize=8",
        "generator.epochs=2", "generator.batchSize=6", "generator.latentSize=8", "generator.dcgan.maxWidth=64", .. settings,
    ]);

    private TuneResult Run(string name, TuneSettings search, StudySpec? study = null, IRunProgress? progress = null, CancellationToken stop = default) =>
        new TuneRunner(search, study ?? Study(), new TuneFolder(_folder.In(name)), Cpu(), progress ?? Silence.Instance, TimeProvider.System).Run("test", stop);

    private static string Refused(Action run)
    {
        var e = Assert.Throws<UserException>(run);
        Assert.Equal(ExitCode.Usage, e.ExitCode);
        return e.Message;
    }

    private string Straight(params string[] settings)
    {
        var study = Study(settings);
        var folder = _folder.In("straight");
        using var dataset = StudyRunner.Load(study, Silence.Instance);
        var train = Split.ByPatient(dataset, study.Split, StageSeeds.Split(0)).Train();
        return new GeneratorRun(
            folder, "dcgan", GeneratorCatalog.Resolve("dcgan", study.Generator), train, study.Preprocessing, Cpu(), StageSeeds.Generator(0, "dcgan", 1)).Train(default).Weights;
    }

    private string Hash(string name, int trial) =>
        ContentHash.Of(File.ReadAllBytes(Path.Combine(new TuneFolder(_folder.In(name)).Trial(trial, 0), "generator", "weights.safetensors"))).Hex;

    private static Compute Cpu() => Compute.Set("cpu", Precision.Fp32, 1, Silence.Instance);

    private sealed class Said : IRunProgress
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IStage Begin(string name, long total) => Silence.Instance;

        public void Warn(string message) => Lines.Enqueue(message);

        public void Say(string message) => Lines.Enqueue(message);
    }

    private sealed class StopAfter(CancellationTokenSource stop, int reports) : IRunProgress, IStage
    {
        private int _left = reports;

        public IStage Begin(string name, long total) => this;

        public void Warn(string text)
        {
        }

        public void Say(string text)
        {
        }

        public void Report(long done, string? detail = null)
        {
            if (--_left == 0)
                stop.Cancel();
        }

        public void Dispose()
        {
        }
    }
}
