using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators.Monitoring;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// The one loop that trains every generator: phases of epochs of steps. What a step sees and draws follows from its number, so
/// that training goes on from a checkpoint as if it had never stopped.
/// </summary>
/// <param name="train">The only images the generator ever sees.</param>
/// <param name="device">Where the batches are needed.</param>
/// <param name="seed">Orders the batches and seeds every step.</param>
public sealed class GeneratorTrainer(IGenerator generator, GeneratorSpec spec, RealImages train, Device device, Seed seed) : IDisposable
{
    private readonly IBatchOrder _order = Order(spec, train, seed.For("order"));
    private readonly int _stepsPerEpoch = spec.StepsPerEpoch(train.Count);
    private readonly Dictionary<string, double> _seconds = [];
    private GeneratorProgress _at = new();
    private RunningMeans _means = new(new Dictionary<string, LossSum>());
    private long _step;
    private long _saved;
    private GeneratorCheckpoint? _good;
    private Dictionary<string, Tensor>? _best;

    /// <summary>Told of every epoch.</summary>
    public IGeneratorObserver? Observer { get; init; }

    /// <summary>Told of every step.</summary>
    public IRunProgress Progress { get; init; } = Silence.Instance;

    /// <summary>Measures samples every few epochs.</summary>
    public SampleMonitor? Monitor { get; init; }

    /// <summary>Where checkpoints go; nowhere if null.</summary>
    public GeneratorCheckpoints? Checkpoints { get; init; }

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Measures times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains to the end, in place. The generator is left with the weights that the settings ask for: the last or the best.</summary>
    /// <param name="from">What to go on from; null to begin.</param>
    /// <exception cref="DivergedException">A loss is not finite or ran away; the last good state is saved.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; the state is saved.</exception>
    public GeneratorProgress Run(GeneratorSnapshots? from, CancellationToken stop)
    {
        Restore(from);
        _saved = Clock.GetTimestamp();
        long first = 0;
        foreach (var phase in generator.Phases)
        {
            var steps = (long)phase.Epochs * _stepsPerEpoch;
            if (_step < first + steps || (steps == 0 && _step == first))
                RunPhase(phase, first, first + steps, stop);
            first += steps;
        }
        // Where there is nothing to learn, this is all there is to see.
        if (first == 0 && spec.MeasureEvery > 0)
            Measure(epoch: 0);
        WarnOfCollapse();
        if (_best is not null)
            generator.LoadGeneratorWeights(_best);
        return Now();
    }

    public void Dispose()
    {
        _good?.Dispose();
        DisposeBest();
    }

    private void RunPhase(GeneratorPhase phase, long first, long end, CancellationToken stop)
    {
        using var stage = Progress.Begin($"Training the generator ({phase.Name})", end - first);
        if (_step == first)
            phase.Begin(Batches());
        while (_step < end && !_at.EndedEarly)
            RunEpoch(phase, first, end, stage, stop);
    }

    private void RunEpoch(GeneratorPhase phase, long first, long end, IStage stage, CancellationToken stop)
    {
        var start = Clock.GetTimestamp();
        var last = (_step / _stepsPerEpoch + 1) * _stepsPerEpoch;
        if (_step % _stepsPerEpoch == 0)
            KeepGood();
        var factor = 1.0;
        while (_step < last)
        {
            start = SaveIfDue(phase, start, stop);
            factor = _at.LearningRateFactor * LearningRates.At(spec.Schedule, spec.DecayFrom, (double)(_step - first) / (end - first));
            generator.ScaleLearningRates(factor);
            using var real = train.Take(_order.At(_step), device);
            var losses = phase.Step(real, seed.For(_step));
            if (losses.Values.Any(l => !(Math.Abs(l) <= spec.LossLimit)))
            {
                GoBack(losses);
                return;
            }
            _means.Add(losses);
            stage.Report(++_step - first, string.Join("  ", _means.Latest.Select(l => $"{l.Key} {l.Value:F3}")));
        }
        phase.EndEpoch(Batches());
        AddSeconds(phase.Name, start);
        if (!IsFinite())
        {
            GoBack(new StepLosses { ["a weight"] = double.NaN });
            return;
        }
        EndEpoch(phase, factor, isLastPhase: end == TotalSteps(), isLast: _step == end);
    }

    private void EndEpoch(GeneratorPhase phase, double factor, bool isLastPhase, bool isLast)
    {
        var epoch = (int)(_step / _stepsPerEpoch);
        var samples = isLastPhase && spec.MeasureEvery > 0 && (isLast || epoch % spec.MeasureEvery == 0) ? Measure(epoch) : null;
        Observer?.EpochEnded(new TrainingEpoch(epoch, phase.Name, _means.Mean(), factor, samples), generator);
        _means = new(new Dictionary<string, LossSum>());
    }

    private SampleReport? Measure(int epoch)
    {
        if (Monitor is null)
            return null;
        var start = Clock.GetTimestamp();
        var report = Monitor.Measure(generator);
        SayOfCollapse(epoch, report);
        var judge = new EarlyStop(spec.Patience == 0 ? int.MaxValue : spec.Patience, _at.Best);
        var verdict = judge.Add(epoch, report.Distance);
        if (verdict == Verdict.Improved && spec.Best == BestSnapshot.KernelDistance)
        {
            DisposeBest();
            _best = Weights.Copy(generator.GeneratorWeights);
        }
        _at = _at with { Samples = report, Best = judge.State, EndedEarly = verdict == Verdict.Stop };
        AddSeconds("measuring", start);
        return report;
    }

    private void KeepGood()
    {
        _good?.Dispose();
        _good = GeneratorCheckpoint.Of(generator, Now());
    }

    // Losses are computed before the weights that follow from them.
    private bool IsFinite()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        // Only finite numbers become 0.
        return generator.State().Values.Where(t => t.is_floating_point()).All(t => (t * Number.Zero).sum().item<float>() == 0);
    }

    private void GoBack(StepLosses losses)
    {
        var what = string.Join(", ", losses.Select(l => $"{l.Key} {l.Value:G4}"));
        var step = _step;
        var good = _good!;
        generator.LoadState(good.State);
        _at = good.Progress with { Rollbacks = _at.Rollbacks + 1, LearningRateFactor = _at.LearningRateFactor * spec.RollbackFactor };
        (_step, _means) = (_at.Step, new(_at.Sums));
        if (spec.OnDivergence == OnDivergence.Rollback && _at.Rollbacks <= spec.MaximumRollbacks)
        {
            Progress.Warn($"Training diverged at step {step} ({what}). It goes on from step {_step} with {_at.LearningRateFactor:G3} of the learning rate.");
            return;
        }
        Checkpoints?.Save(new GeneratorSnapshots(good));
        throw new DivergedException("the generator", $"at step {step} ({what}); the state of step {_step} is kept");
    }

    private long SaveIfDue(GeneratorPhase phase, long start, CancellationToken stop)
    {
        if (Clock.GetElapsedTime(_saved) < CheckpointEvery && !stop.IsCancellationRequested)
            return start;
        AddSeconds(phase.Name, start);
        var saving = Clock.GetTimestamp();
        using (var now = GeneratorCheckpoint.Of(generator, Now()))
            Checkpoints?.Save(new GeneratorSnapshots(now) { Good = spec.OnDivergence == OnDivergence.Rollback ? _good : null, Best = _best });
        AddSeconds("checkpoints", saving);
        stop.ThrowIfCancellationRequested();
        return _saved = Clock.GetTimestamp();
    }

    private void Restore(GeneratorSnapshots? from)
    {
        if (from is null)
            return;
        generator.LoadState(from.Now.State);
        _at = from.Now.Progress;
        (_step, _means) = (_at.Step, new(_at.Sums));
        var good = from.Good ?? from.Now;
        _good = new GeneratorCheckpoint(good.Progress, Weights.Copy(() => good.State));
        _best = from.Best is null ? null : Weights.Copy(() => from.Best);
        foreach (var (name, seconds) in _at.Seconds)
            _seconds[name] = seconds;
    }

    private GeneratorProgress Now() => _at with { Step = _step, Sums = _means.Sums, Seconds = _seconds.ToDictionary(s => s.Key, s => Math.Round(s.Value, 1)) };

    private long TotalSteps() => generator.Phases.Sum(p => (long)p.Epochs) * _stepsPerEpoch;

    private IEnumerable<Batch> Batches()
    {
        for (var i = 0; i < train.Count; i += spec.BatchSize)
            yield return train.Take([.. Enumerable.Range(i, Math.Min(spec.BatchSize, train.Count - i))], device);
    }

    // Early samples of all classes are alike; it is worth a word where a class was diverse once.
    private void SayOfCollapse(int epoch, SampleReport report)
    {
        var before = _at.Samples?.Collapsed(spec.CollapseBelow) ?? [.. Enumerable.Range(0, train.ClassNames.Count)];
        foreach (var c in report.Collapsed(spec.CollapseBelow).Except(before))
            Progress.Say($"Epoch {epoch}: the samples of class '{train.ClassNames[c]}' have become alike ({report.Diversity[c]:F2} of the real diversity).");
    }

    private void WarnOfCollapse()
    {
        foreach (var c in _at.Samples?.Collapsed(spec.CollapseBelow) ?? [])
            Progress.Warn($"The generator has collapsed in class '{train.ClassNames[c]}': its samples have {_at.Samples!.Diversity[c]:F2} of the diversity of real images.");
    }

    private void AddSeconds(string name, long start) =>
        _seconds[name] = _seconds.GetValueOrDefault(name) + Clock.GetElapsedTime(start).TotalSeconds;

    private void DisposeBest()
    {
        foreach (var tensor in _best?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
    }

    private static IBatchOrder Order(GeneratorSpec spec, RealImages train, Seed seed) => spec.RealLabels == LabelSampling.Natural
        ? new ShuffledOrder(train.Labels.Count, spec.BatchSize, seed)
        : new BalancedOrder(train.Labels, train.ClassNames.Count, spec.BatchSize, seed);
}
