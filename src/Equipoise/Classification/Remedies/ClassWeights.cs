using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Classification.Remedies;

/// <summary>
/// Each image's loss is weighted by <c>N / (K n)</c> for N images, K classes that have any, and n images of its class (King and Zeng
/// 2001; scikit-learn's "balanced"), so that all classes weigh the same and an image 1 on average.
/// </summary>
[Named("class-weights", "real images, weighted in the loss so that all classes count the same")]
public sealed class ClassWeights : IRemedy
{
    /// <inheritdoc/>
    public Tensor Loss(ClassifierLoss loss, Tensor logits, Tensor targets, IReadOnlyList<int> perClass)
    {
        using var scope = NewDisposeScope();
        var weights = tensor(Of(perClass)).to(logits.device);
        var each = ClassifierLosses.Terms(loss, logits, targets).mean([1]); // [N]
        return (each * targets.mv(weights)).mean().MoveToOuterDisposeScope();
    }

    /// <summary>The weight of each class; 0 where it has no image.</summary>
    internal static float[] Of(IReadOnlyList<int> perClass)
    {
        var share = perClass.Sum() / (double)perClass.Count(n => n > 0);
        return [.. perClass.Select(n => n == 0 ? 0 : (float)(share / n))];
    }
}
