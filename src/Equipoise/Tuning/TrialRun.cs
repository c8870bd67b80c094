using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using Equipoise.Imaging;
using Equipoise.Networks;

namespace Equipoise.Tuning;

/// <summary>
/// Trains a trial with one seed, in stretches. Training is set up for all its epochs, as a straight run is, and each stretch stops at
/// an epoch and leaves a checkpoint there, from which the next goes on: so the weights, and what a schedule of the learning rate makes
/// of them, are those of a straight run.
/// </summary>
internal sealed class TrialRun(
    string folder, string gan, GeneratorSpec spec, RealImages train, RealImages validation, Preprocessing preprocessing, Compute compute, Seed seed)
{
    private readonly string _generator = Path.Combine(folder, "generator");
    private readonly string _path = Path.Combine(folder, "run.json");
    private RunState _state = new();

    public required IObjective Objective { get; init; }

    /// <summary>Epochs between two measurements for the curve; 0 for none but at the end of each stretch.</summary>
    public required int MeasureEvery { get; init; }

    public required IRunProgress Progress { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Cancelled when the folder became another's: nothing is written there any more.</summary>
    public CancellationToken Lost { get; set; }

    /// <summary>Where it is trained.</summary>
    public string Folder => folder;

    /// <summary>How far it is.</summary>
    public RunState Read() => File.Exists(_path) ? Json.Read<RunState>(_path) : new RunState();

    /// <summary>Trains on until so many epochs are done, unless they are already or training failed.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop; the same call goes on.</exception>
    public RunState Reach(int epoch, CancellationToken stop)
    {
        _state = Read();
        if (_state.IsAt(epoch))
            return _state;
        var start = Clock.GetTimestamp();
        try
        {
            if (GeneratorFolder.Exists(_generator) || IsTrained(epoch, stop))
                Finish(stop);
        }
        catch (DivergedException e)
        {
            _state = _state with { Failed = e.What };
        }
        finally
        {
            _state = _state with { Seconds = Math.Round(_state.Seconds + Clock.GetElapsedTime(start).TotalSeconds, 1) };
            Write();
        }
        return _state;
    }

    // Whether to the end, and not only until the epoch.
    private bool IsTrained(int until, CancellationToken stop)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            new GeneratorRun(_generator, gan, spec, train, preprocessing, compute, seed)
            {
                Validation = validation,
                Progress = Progress,
                Clock = Clock,
                Observer = new Watch(this, until, pause, stop),
            }.Train(pause.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    // Of the generator as it was saved, which need not be the last weights.
    private void Finish(CancellationToken stop)
    {
        using var generator = GeneratorFolder.Load(_generator, compute);
        Measure(spec.Epochs, generator.Generator, stop, isLast: true);
    }

    // Others see the last measurement and that it is the last in one.
    private void Measure(int epoch, IGenerator network, CancellationToken stop, bool isLast = false)
    {
        if (_state.At(epoch) is not null)
            return;
        var value = Objective.Measure(network, spec.LatentSize, stop);
        _state = double.IsFinite(value)
            ? _state.With(new Measurement(epoch, value)) with { Finished = isLast }
            : _state with { Failed = $"The objective was {value} after {epoch} epochs." };
        Write();
    }

    private void Write()
    {
        if (!Lost.IsCancellationRequested)
            AtomicFile.WriteText(_path, Json.Write(_state));
    }

    private int Epochs => spec.Epochs;

    // The last epoch is measured once the generator is saved.
    private sealed class Watch(TrialRun run, int until, CancellationTokenSource pause, CancellationToken stop) : IGeneratorObserver
    {
        public void EpochEnded(TrainingEpoch epoch, IGenerator network)
        {
            var done = epoch.Epoch - network.Phases.SkipLast(1).Sum(p => p.Epochs);
            if (done < 1 || done >= run.Epochs)
                return;
            if (done == until || (run.MeasureEvery > 0 && done % run.MeasureEvery == 0))
                run.Measure(done, network, stop);
            if (done >= until || run._state.Failed is not null)
                pause.Cancel();
        }
    }
}
