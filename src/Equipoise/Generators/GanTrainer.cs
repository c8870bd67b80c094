using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Generators;

/// <summary>The one loop that trains every GAN.</summary>
public static class GanTrainer
{
    /// <summary>Trains in place.</summary>
    /// <param name="train">The only images the GAN ever sees.</param>
    /// <param name="seed">Orders the batches and seeds every step.</param>
    /// <exception cref="DivergedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static void Train(
        IGan gan, GanSpec spec, RealImages train, TorchSharp.torch.Device device, Seed seed, IGanObserver observer,
        IRunProgress progress, CancellationToken stop)
    {
        var order = Order(spec, train, seed.For("order"));
        var stepsPerEpoch = spec.StepsPerEpoch(train.Count);
        using var stage = progress.Begin("Training the generator", (long)spec.Epochs * stepsPerEpoch);
        for (var epoch = 0; epoch < spec.Epochs; epoch++)
        {
            var means = new RunningMeans();
            for (long step = (long)epoch * stepsPerEpoch; step < (epoch + 1L) * stepsPerEpoch; step++)
            {
                stop.ThrowIfCancellationRequested();
                using var real = train.Take(order.At(step), device);
                var losses = gan.Step(real, seed.For(step));
                if (!losses.Finite)
                    throw new DivergedException("the GAN", $"at step {step}");
                means.Add(losses);
                stage.Report(step + 1, string.Join("  ", means.Latest.Select(l => $"{l.Key} {l.Value:F3}")));
            }
            observer.EpochEnded(epoch + 1, means.Mean(), gan);
        }
    }

    private static IBatchOrder Order(GanSpec spec, RealImages train, Seed seed) => spec.RealLabels == LabelSampling.Natural
        ? new ShuffledOrder(train.Labels.Count, spec.BatchSize, seed)
        : new BalancedOrder(train.Labels, train.ClassNames.Count, spec.BatchSize, seed);
}
