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
    /// <param name="augmentation">Of training images, or null.</param>
    /// <param name="seed">Of the first weights, the order and the augmentation.</param>
    /// <returns>The classifier with its best weights; the caller disposes it.</returns>
    /// <exception cref="UserException">The loss became NaN or infinite.</exception>
    public static TrainedClassifier Train(
        ClassifierSettings settings, IImageSet train, RealImages validation, int stepsPerEpoch, IAugmentation? augmentation,
        Compute compute, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var network = NewNetwork(train, validation, compute, seed.For("weights"));
        using var optimiser = new Adam(network.parameters(), settings.LearningRate);
        var result = new TrainedClassifier(network, settings, validation.ClassNames, compute);
        try
        {
            Loop(result, network, optimiser, settings, train, validation, stepsPerEpoch, augmentation, compute, seed, progress, stop);
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
        int stepsPerEpoch, IAugmentation? augmentation, Compute compute, Seed seed, IRunProgress progress, CancellationToken stop)
    {
        var order = new ShuffledOrder(train.Labels.Count, settings.BatchSize, seed.For("order"));
        using var stage = progress.Begin("Training the classifier", (long)settings.Epochs * stepsPerEpoch);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            network.train();
            var trainLoss = 0.0;
            for (long step = (long)epoch * stepsPerEpoch; step < (epoch + 1L) * stepsPerEpoch; step++)
            {
                stop.ThrowIfCancellationRequested();
                using var batch = train.Take(order.At(step), compute.Device);
                var loss = Step(network, optimiser, settings, batch, augmentation, compute, seed.For("augment").For(step));
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
        DenseNet121 network, Adam optimiser, ClassifierSettings settings, Batch batch, IAugmentation? augmentation,
        Compute compute, Seed seed)
    {
        using var scope = NewDisposeScope();
        var images = augmentation is null ? batch.Images : augmentation.Apply(batch.Images, seed);
        Tensor loss;
        using (Autocast.Enter(compute.Precision, compute.Device.type))
            loss = TrainedClassifier.Loss(network.forward(images), batch.Labels, settings.Loss);
        optimiser.ZeroGrad();
        loss.backward();
        optimiser.Step();
        return loss.item<float>();
    }
}
