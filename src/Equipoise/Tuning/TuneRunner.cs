using System.Text.Json.Nodes;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Networks;
using Equipoise.Studies;

namespace Equipoise.Tuning;

/// <summary>
/// Runs a search. The files in its folder are the only state: the search is decided anew from its beginning each time, trial after trial,
/// and what was trained and measured is not trained and measured again. Any number of processes may run one search in one folder: all decide
/// alike, and where one comes to a trial that another is at, it begins one that nobody is at.
/// </summary>
/// <param name="settings">What is searched, and how.</param>
/// <param name="study">Data, seeds and the settings of the GAN that trials start from; the largest fraction is trained on.</param>
public sealed class TuneRunner(TuneSettings settings, StudySpec study, TuneFolder folder, Compute compute, IRunProgress progress, TimeProvider clock)
{
    private readonly ObjectiveKind _kind = ObjectiveCatalog.Get(settings.Objective);
    private readonly JsonObject _own = GeneratorFolder.Settings(GeneratorCatalog.Resolve(settings.Gan, study.Generator));
    private readonly TuneSettings _search = settings.Resolve(ObjectiveCatalog.Get(settings.Objective), GeneratorCatalog.Resolve(settings.Gan, study.Generator));
    private readonly Dictionary<int, Split> _splits = [];
    private readonly Dictionary<(int Seed, double Fraction), IObjective> _objectives = [];
    private readonly SortedDictionary<int, TrialResult> _results = [];
    private readonly HashSet<int> _pruned = [];

    /// <summary>Which trials others work on.</summary>
    public Claims Claims { get; init; } = new(clock);

    private double Fraction => study.Fractions.Max();

    /// <summary>Runs what is left to run.</summary>
    /// <param name="command">The command, for the record.</param>
    /// <exception cref="UserException">Bad settings or data, another search in the folder, or no disk.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; the same call goes on.</exception>
    public TuneResult Run(string command, CancellationToken stop)
    {
        if (settings.Problems().ToList() is { Count: > 0 } problems)
            throw UserException.Usage($"The search has {problems.Count} problem(s):\n  {string.Join("\n  ", problems)}");
        var space = SearchSpace.Parse(settings.Space, settings.Gan);
        var trials = Candidates.Of(space, settings, _own, new Seed((ulong)study.Seeds[0]).For("tune"));
        using var dataset = StudyRunner.Load(study, progress);
        var run = RunRecord.Of(dataset, study.Split, compute, command);
        try
        {
            // Before the search begins: features may be missing, or images too few.
            Objective(dataset, trials[0].Spec, study.Seeds[0], Fraction);
            folder.Begin(new TuneCard(_search, study with { Run = run }), progress);
            var rungs = Rungs(trials[0].Spec.Epochs);
            var runs = new SharedRuns(Claims, progress, Sure(dataset, trials, rungs));
            Search(runs, dataset, trials, rungs, stop);
            var curves = settings.Fractions.Select(f => Curve(runs, dataset, trials[0], f, stop)).ToList();
            return Result(space, trials, rungs, curves, run);
        }
        finally
        {
            foreach (var objective in _objectives.Values)
                objective.Dispose();
        }
    }

    private IReadOnlyList<int> Rungs(int epochs) =>
        settings.Method == SearchMethod.Asha ? SuccessiveHalving.Rungs(epochs, settings.MinimumEpochs, settings.Eta) : [epochs];

    private void Search(SharedRuns runs, Dataset dataset, IReadOnlyList<Trial> trials, IReadOnlyList<int> rungs, CancellationToken stop)
    {
        using var stage = progress.Begin("Search", trials.Count);
        // The defaults are what others are compared with, so they are trained to the end whatever the method.
        foreach (var rung in rungs)
            Reach(runs, dataset, trials[0], rung, stop);
        stage.Report(1);
        var halving = new SuccessiveHalving(trials.Count - 1, rungs.Count, settings.Eta);
        while (halving.Next() is { } next)
        {
            var result = Reach(runs, dataset, trials[next.Trial + 1], rungs[next.Rung], stop);
            halving.Report(next.Trial, next.Rung, _kind.Loss(result.At(rungs[next.Rung])));
            Prune();
            stage.Report(_results.Count);
        }
        foreach (var number in _results.Keys.Where(n => !_pruned.Contains(n)))
            Clear(number);
    }

    private TrialResult Reach(SharedRuns runs, Dataset dataset, Trial trial, int epochs, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        progress.Say($"Trial {trial.Number} to epoch {epochs}{(trial.Number == 0 ? " (defaults)" : "")}: {SettingText.Of(trial.Settings)}");
        var states = study.Seeds.Select(s => runs.Reach(Run(dataset, trial, s), epochs, stop)).ToList();
        var result = _results[trial.Number] = TrialResult.Of(trial, states);
        if (result.Reason is { } reason)
            progress.Warn($"Trial {trial.Number} failed and the search goes on: {reason}");
        TuneTables.Write(folder, [.. _results.Values]);
        return result;
    }

    // The lowest rung of every trial, and the defaults on every fraction; made when they are asked for.
    private IEnumerable<(TrialRun, int)> Sure(Dataset dataset, IReadOnlyList<Trial> trials, IReadOnlyList<int> rungs) =>
        trials.SelectMany(t => study.Seeds.Select(s => (Run(dataset, t, s), rungs[0])))
            .Concat(settings.Fractions.SelectMany(f => study.Seeds.Select(s => (OnFraction(dataset, trials[0], f, s), rungs[^1]))));

    private TrialRun Run(Dataset dataset, Trial trial, int seed) => Run(dataset, trial, folder.Trial(trial.Number, seed), seed, Fraction);

    private TrialRun Run(Dataset dataset, Trial trial, string path, int seed, double fraction)
    {
        var split = Split(dataset, seed);
        return new TrialRun(
            path, settings.Gan, trial.Spec, split.Train(fraction), split.Validation, study.Preprocessing, compute,
            StageSeeds.Generator(seed, settings.Gan, fraction))
        {
            Objective = Objective(dataset, trial.Spec, seed, fraction),
            MeasureEvery = _search.MeasureEvery!.Value,
            Progress = progress,
            Clock = clock,
        };
    }

    private Split Split(Dataset dataset, int seed) => _splits.TryGetValue(seed, out var split)
        ? split
        : _splits[seed] = Data.Split.ByPatient(dataset, study.Split, StageSeeds.Split(seed));

    // All fractions are compared with the same real images.
    private IObjective Objective(Dataset dataset, GeneratorSpec spec, int seed, double fraction)
    {
        var split = Split(dataset, seed);
        return _objectives.TryGetValue((seed, fraction), out var objective) ? objective : _objectives[(seed, fraction)] = ObjectiveCatalog.Create(
            _kind,
            new ObjectiveContext
            {
                Train = split.Train(fraction),
                Reference = spec.MeasureOn == MeasureOn.Training ? split.Train(Fraction) : split.Validation,
                Validation = split.Validation,
                Features = _search.Features ?? "",
                Channels = study.Channels,
                Classifier = study.Classifier,
                Compute = compute,
                Seed = new Seed((ulong)seed).For("objective"),
                ClassifierSeed = StageSeeds.Classifier(seed, fraction),
                Progress = progress,
            });
    }

    private FractionCurve Curve(SharedRuns runs, Dataset dataset, Trial defaults, double fraction, CancellationToken stop)
    {
        progress.Say($"Defaults on {fraction:P0} of the training images");
        var states = study.Seeds.Select(s => runs.Reach(OnFraction(dataset, defaults, fraction, s), defaults.Spec.Epochs, stop)).ToList();
        var result = TrialResult.Of(defaults, states);
        return new FractionCurve(fraction, Split(dataset, study.Seeds[0]).Train(fraction).Count, result.Curve, result.Reason);
    }

    private TrialRun OnFraction(Dataset dataset, Trial defaults, double fraction, int seed) =>
        Run(dataset, defaults, fraction == Fraction ? folder.Trial(0, seed) : folder.Curve(fraction, seed), seed, fraction);

    // Weights of hundreds of trials would fill a disk: only those of the defaults and of the best so far are kept.
    private void Prune()
    {
        var best = _results.Values.Where(r => r.State == TrialState.Finished).MinBy(r => _kind.Loss(r.Last!.Value))?.Number;
        foreach (var number in _results.Values.Where(r => r.State != TrialState.Stopped).Select(r => r.Number).Where(n => n != 0 && n != best))
            if (_pruned.Add(number))
                Clear(number, "gan.json", "*.safetensors");
    }

    // What another process is at, which is further behind than this one, it clears itself.
    private void Clear(int number, params string[] files)
    {
        foreach (var path in study.Seeds.Select(s => folder.Trial(number, s)))
        {
            using var claim = Claims.TryTake(path);
            if (claim is null)
                continue;
            OwnFiles.Clear(Path.Combine(path, "generator"), files);
            OwnFiles.Clear(Path.Combine(path, "generator", "checkpoints"), "step-*");
        }
    }

    private TuneResult Result(
        SearchSpace space, IReadOnlyList<Trial> trials, IReadOnlyList<int> rungs, IReadOnlyList<FractionCurve> curves, RunRecord run)
    {
        var proposed = _results.Values.Where(r => r.Proposed).ToList();
        return new TuneResult
        {
            Search = _search,
            Study = study with { Run = run },
            Objective = _kind,
            Dimensions = space.Dimensions,
            Rungs = rungs,
            Trials = [.. _results.Values],
            Importance = Importance.Of(space.Dimensions, [.. proposed.Select(r => r.Settings)], [.. proposed.Select(r => r.At(rungs[0]))], _kind),
            Curves = curves,
        };
    }
}
