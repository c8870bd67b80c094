using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>
/// What is done against imbalance, or against few images, while the classifier trains; needs no generator. Variants stand in
/// <c>Remedies/</c>, one file each, and say what they do otherwise than plain training. Number of steps, batch size and learning rate
/// are the same for all, and validation and test images are never touched.
/// </summary>
public interface IRemedy
{
    /// <summary>The order in which the training images are seen: by default each of them once, then again.</summary>
    IBatchOrder Order(IReadOnlyList<int> labels, int classes, int batchSize, Seed seed) => new ShuffledOrder(labels.Count, batchSize, seed);

    /// <summary>What a batch is turned into before the classifier sees it. May return what it got.</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="targets">[N,K] float32, one-hot.</param>
    /// <returns>The same shapes and ranges; the caller disposes both through its dispose scope.</returns>
    (Tensor Images, Tensor Targets) Prepare(Tensor images, Tensor targets, Seed seed) => (images, targets);

    /// <summary>What is minimised.</summary>
    /// <param name="logits">[N,K].</param>
    /// <param name="targets">[N,K] float32: per row numbers of at least 0 with the sum 1.</param>
    /// <param name="perClass">Training images of each class.</param>
    /// <returns>A scalar.</returns>
    Tensor Loss(ClassifierLoss loss, Tensor logits, Tensor targets, IReadOnlyList<int> perClass) => ClassifierLosses.Mean(loss, logits, targets);
}
