using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>Trains a classifier from scratch and keeps the weights of the epoch with the lowest validation loss.</summary>
/// <param name="train">Real images, or a mixture with synthetic ones.</param>
/// <param name="stepsPerEpoch">The same for every arm of a study; see <see cref="ClassifierSettings.StepsPerEpoch"/>.</param>
/// <param name="remedy">What is done against imbalance.</param>
/// <param name="seed">Of the first weights, the order and what the remedy draws.</param>
public sealed class ClassifierTrainer(
    ClassifierSettings settings, IImageSet train, RealImages validation, int stepsPerEpoch, IRemedy remedy, Compute compute, Seed seed)
{
    private const string State = "state.", Best = "best.";

    private readonly int[] _perClass = train.CountPerClass(validation.ClassNames.Count);

    /// <summary>Told of every step.</summary>
    public IRunProgress Progress { get; init; } = Silence.Instance;

    /// <summary>Where checkpoints go; nowhere if null.</summary>
    public Checkpoints<ClassifierProgress>? Checkpoints { get; init; }

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Measures times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Seconds of training by processes before this one.</summary>
    public double SecondsBefore { get; private set; }

    /// <summary>Trains, from the newest checkpoint where there is one.</summary>
    /// <returns>The classifier with its best weights; the caller disposes it.</returns>
    /// <exception cref="UserException">The loss became NaN or infinite, or a checkpoint cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; the state is saved.</exception>
    public TrainedClassifier Train(CancellationToken stop)
    {
        var network = NewNetwork();
        using var optimiser = new Adam(network.parameters(), settings.LearningRate);
        var result = new TrainedClassifier(network, settings, validation.ClassNames, compute);
        try
        {
            Loop(result, network, optimiser, stop);
            result.RestoreBest();
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private void Loop(TrainedClassifier result, nn.Module<Tensor, Tensor> network, Adam optimiser, CancellationToken stop)
    {
        var state = new TrainingState();
        state.Add("network", network);
        state.Add("optimiser", optimiser, network);
        var order = remedy.Order(train.Labels, _perClass.Length, settings.BatchSize, seed.For("order"));
        var total = (long)settings.Epochs * stepsPerEpoch;
        var (step, epochLoss) = Restore(result, state);
        using var stage = Progress.Begin("Training the classifier", total);
        var begun = Clock.GetTimestamp();
        var saved = begun;
        network.train();
        while (step < total)
        {
            if (Clock.GetElapsedTime(saved) >= CheckpointEvery || stop.IsCancellationRequested)
            {
                Save(result, state, new(step, epochLoss, [.. result.Curve], SecondsBefore + Clock.GetElapsedTime(begun).TotalSeconds));
                stop.ThrowIfCancellationRequested();
                saved = Clock.GetTimestamp();
            }
            using var batch = train.Take(order.At(step), compute.Device);
            var loss = Step(network, optimiser, batch, seed.For("augment").For(step));
            if (!double.IsFinite(loss))
                throw new DivergedException("the classifier", $"at step {step}");
            epochLoss += loss / stepsPerEpoch;
            stage.Report(++step, $"loss {loss:F3}");
            if (step % stepsPerEpoch > 0)
                continue;
            result.EpochEnded(new ClassifierEpoch((int)(step / stepsPerEpoch), epochLoss, result.Loss(validation)));
            network.train();
            epochLoss = 0;
        }
    }

    private void Save(TrainedClassifier result, TrainingState state, ClassifierProgress at)
    {
        if (Checkpoints is null)
            return;
        using var scope = NewDisposeScope();
        var tensors = state.Read().ToDictionary(t => State + t.Key, t => t.Value);
        foreach (var (name, tensor) in result.Best)
            tensors.Add(Best + name, tensor);
        Checkpoints.Save(at.Step, tensors, at);
    }

    private (long Step, double EpochLoss) Restore(TrainedClassifier result, TrainingState state)
    {
        if (Checkpoints?.LoadNewest() is not var (tensors, at))
            return (0, 0);
        using var scope = NewDisposeScope();
        scope.Attach(tensors.Values);
        state.Write(Weights.Under(tensors, State));
        result.Resume(at.Curve, Weights.Copy(() => Weights.Under(tensors, Best)));
        SecondsBefore = at.Seconds;
        Progress.Say($"Training goes on from step {at.Step}, in epoch {at.Step / stepsPerEpoch + 1}.");
        return (at.Step, at.EpochLoss);
    }

    private nn.Module<Tensor, Tensor> NewNetwork()
    {
        using var sample = train.Gather([0]);
        var network = settings.Network.New((int)sample.shape[1], validation.ClassNames.Count);
        using var generator = seed.For("weights").Torch(CPU);
        Initialisation.He(network, generator);
        network.to(compute.Device);
        return network;
    }

    private double Step(nn.Module<Tensor, Tensor> network, Adam optimiser, Batch batch, Seed draws)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = remedy.Prepare(batch.Images, Conditioning.OneHot(batch.Labels, _perClass.Length), draws);
        Tensor loss;
        using (Autocast.Enter(compute.Precision, compute.Device.type))
            loss = remedy.Loss(settings.Loss, network.forward(images), targets, _perClass);
        optimiser.ZeroGrad();
        loss.backward();
        optimiser.Step();
        return loss.item<float>();
    }
}
