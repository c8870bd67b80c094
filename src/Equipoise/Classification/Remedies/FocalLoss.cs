using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Classification.Remedies;

/// <summary>
/// The focal loss <c>-(1 - p)^2 log p</c> of the probability p of what is true (Lin et al. 2017, equation 4 with their gamma of 2 and
/// no alpha): what the classifier is sure of hardly counts, wherever it comes from.
/// </summary>
[Named("focal-loss", "real images, those that are told surely counting less (focal loss)")]
public sealed class FocalLoss : IRemedy
{
    /// <inheritdoc/>
    public Tensor Loss(ClassifierLoss loss, Tensor logits, Tensor targets, IReadOnlyList<int> perClass)
    {
        using var scope = NewDisposeScope();
        var terms = ClassifierLosses.Terms(loss, logits, targets); // -log p
        var unsure = Number.One - (-terms).exp();
        return (unsure.Squared() * terms).mean().MoveToOuterDisposeScope();
    }
}
