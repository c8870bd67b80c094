using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Classification;

/// <summary>The classifier's losses as functions of logits and targets.</summary>
internal static class ClassifierLosses
{
    /// <summary>The mean over images.</summary>
    /// <param name="logits">[N,K].</param>
    /// <param name="targets">[N,K] float32: per row numbers of at least 0 with the sum 1.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Mean(ClassifierLoss loss, Tensor logits, Tensor targets)
    {
        using var terms = Terms(loss, logits, targets);
        return terms.mean();
    }

    /// <summary>Each image's terms: one per class for a sigmoid per class, whose mean is the image's loss; one for a softmax.</summary>
    /// <param name="logits">[N,K].</param>
    /// <param name="targets">As for <see cref="Mean"/>.</param>
    /// <returns>[N,K] or [N,1] float32.</returns>
    public static Tensor Terms(ClassifierLoss loss, Tensor logits, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var single = logits.to(ScalarType.Float32);
        return (loss == ClassifierLoss.Softmax
            ? -(targets * single.log_softmax(1)).sum(1, keepdim: true)
            : functional.binary_cross_entropy_with_logits(single, targets, reduction: Reduction.None)).MoveToOuterDisposeScope();
    }
}
