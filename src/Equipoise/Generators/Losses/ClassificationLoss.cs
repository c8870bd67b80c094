using Equipoise.Common;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Generators.Losses;

/// <summary>
/// BAGAN's loss (Mariani et al. 2018): softmax cross-entropy over the classes and one more, the last, which stands for
/// "fake".
/// </summary>
public static class ClassificationLoss
{
    /// <summary>
    /// The mean over all images of <c>-log p(class)</c> for real ones and <c>-log p(fake)</c> for fakes, to be minimised by
    /// the discriminator. Every image counts the same, so few fakes count little.
    /// </summary>
    /// <param name="real">[N,K+1] logits of real images.</param>
    /// <param name="labels">[N] int64, their classes.</param>
    /// <param name="fake">[M,K+1] logits of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor labels, Tensor fake)
    {
        using var scope = NewDisposeScope();
        var fakeClass = TensorMath.Full([fake.shape[0]], fake.shape[1] - 1, labels.dtype, labels.device);
        return functional.cross_entropy(cat([real, fake]), cat([labels, fakeClass])).MoveToOuterDisposeScope();
    }

    /// <summary><c>-E[log p(class)]</c> of the classes that the fakes are to be, to be minimised by the generator.</summary>
    /// <param name="fake">[M,K+1] logits of fakes.</param>
    /// <param name="labels">[M] int64, the classes they were made for.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return functional.cross_entropy(fake, labels).MoveToOuterDisposeScope();
    }

    /// <summary><c>log p(class)</c> of each image.</summary>
    /// <param name="logits">[N,K+1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N], at most 0.</returns>
    public static Tensor LogProbability(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return functional.log_softmax(logits, 1).gather(1, labels.unsqueeze(1)).squeeze(1).MoveToOuterDisposeScope();
    }
}
