using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>Trains the classifier and keeps the weights of the epoch with the lowest validation loss.</summary>
public static class ClassifierTrainer
{
    /// <summary>Trains a DenseNet121 from scratch.</summary>
    /// <param name="train">Real images, or a mixture with synthetic ones.</param>
    /// <param name="stepsPerEpoch">The same for every arm of a study; see <see cref="ClassifierSettings.StepsPerEpoch"/>.</param>
    /// <param name="remedy">What is done against imbalance.</param>
    /// <param name="seed">Of the first weights, the order and what the remedy draws.</param>
    /// <returns>The classifier with its best weights; the caller disposes it.</returns>
    /// <exception cref="UserException">The loss became NaN or infinite.</exception>
    public static TrainedClassifier Train(
        ClassifierSettings settings, IImageSet train, RealImages validation, int stepsPerEpoch, IRemedy remedy,
        Compute compute, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var network = NewNetwork(train, validation, compute, seed.For("weights"));
        using var optimiser = new Adam(network.parameters(), settings.LearningRate);
        var result = new TrainedClassifier(network, settings, validation.ClassNames, compute);
        try
        {
            Loop(result, network, optimiser, settings, train, validation, stepsPerEpoch, remedy, compute, seed, progress, stop);
            result.RestoreBest();
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private static void Loop(
        TrainedClassifier result, DenseNet121 network, Adam optimiser, ClassifierSettings settings, IImageSet train, RealImages validation,
        int stepsPerEpoch, IRemedy remedy, Compute compute, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var perClass = train.CountPerClass(validation.ClassNames.Count);
        var order = remedy.Order(train.Labels, perClass.Length, settings.BatchSize, seed.For("order"));
        using var stage = progress.Begin("Training the classifier", (long)settings.Epochs * stepsPerEpoch);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            network.train();
            var trainLoss = 0.0;
            for (long step = (long)epoch * stepsPerEpoch; step < (epoch + 1L) * stepsPerEpoch; step++)
            {
                stop.ThrowIfCancellationRequested();
                using var batch = train.Take(order.At(step), compute.Device);
                var loss = Step(network, optimiser, settings.Loss, batch, remedy, perClass, compute, seed.For("augment").For(step));
                if (!double.IsFinite(loss))
                    throw new DivergedException("the classifier", $"at step {step}");
                trainLoss += loss / stepsPerEpoch;
                stage.Report(step + 1, $"loss {loss:F3}");
            }
            result.EpochEnded(new ClassifierEpoch(epoch + 1, trainLoss, result.Loss(validation)));
        }
    }

    private static DenseNet121 NewNetwork(IImageSet train, RealImages validation, Compute compute, Seed seed)
    {
        using var sample = train.Gather([0]);
        var channels = (int)sample.shape[1];
        var network = new DenseNet121(channels, validation.ClassNames.Count);
        using var generator = seed.Torch(CPU);
        Initialisation.He(network, generator);
        network.to(compute.Device);
        return network;
    }

    private static double Step(
        DenseNet121 network, Adam optimiser, ClassifierLoss kind, Batch batch, IRemedy remedy, IReadOnlyList<int> perClass, Compute compute, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (images, targets) = remedy.Prepare(batch.Images, Conditioning.OneHot(batch.Labels, perClass.Count), seed);
        Tensor loss;
        using (Autocast.Enter(compute.Precision, compute.Device.type))
            loss = remedy.Loss(kind, network.forward(images), targets, perClass);
        optimiser.ZeroGrad();
        loss.backward();
        optimiser.Step();
        return loss.item<float>();
    }
}
