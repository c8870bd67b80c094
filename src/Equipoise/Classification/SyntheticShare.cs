using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>
/// Another remedy, with a fixed share of synthetic images in every batch: the real ones come in that remedy's order, the synthetic ones
/// with their classes in turn.
/// </summary>
/// <param name="remedy">What else is done.</param>
/// <param name="real">Real images of the mixture; the synthetic ones stand behind them.</param>
/// <param name="share">Above 0 and below 1.</param>
public sealed class SyntheticShare(IRemedy remedy, int real, double share) : IRemedy
{
    public IBatchOrder Order(IReadOnlyList<int> labels, int classes, int batchSize, Seed seed)
    {
        if (labels.Count == real)
            return remedy.Order(labels, classes, batchSize, seed);
        var synthetic = Math.Clamp((int)Math.Round(share * batchSize), 1, batchSize - 1);
        return new SideBySide(
            remedy.Order([.. labels.Take(real)], classes, batchSize - synthetic, seed),
            new BalancedOrder([.. labels.Skip(real)], classes, synthetic, seed.For("synthetic")), real);
    }

    public (Tensor Images, Tensor Targets) Prepare(Tensor images, Tensor targets, Seed seed) => remedy.Prepare(images, targets, seed);

    public Tensor Loss(ClassifierLoss loss, Tensor logits, Tensor targets, IReadOnlyList<int> perClass) => remedy.Loss(loss, logits, targets, perClass);

    private sealed class SideBySide(IBatchOrder first, IBatchOrder second, int offset) : IBatchOrder
    {
        public int[] At(long step) => [.. first.At(step), .. second.At(step).Select(i => i + offset)];
    }
}
