using static Equipoise.Common.Number;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// The Wasserstein distance in its dual form (Arjovsky et al. 2017, equation 2). It means something only while the
/// critic is Lipschitz: by clipped weights or by <see cref="GradientPenalty"/>.
/// </summary>
public static class WassersteinLoss
{
    /// <summary><c>E[D(G(z))] - E[D(x)]</c>, to be minimised by the critic; its negative estimates the distance.</summary>
    /// <param name="real">[N] scores of real images.</param>
    /// <param name="fake">[M] scores of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (fake.mean() - real.mean()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>E[max(0, 1 + D(x, wrong) - D(x, right))]</c>: a real image scores higher by one with its own label. Unlike a difference
    /// of means it has a least value; no clip or penalty bounds how much a critic's score may change from label to label.
    /// </summary>
    /// <param name="right">[N] scores of real images with their labels.</param>
    /// <param name="wrong">[N] scores of the same images with wrong labels.</param>
    /// <returns>A scalar.</returns>
    public static Tensor WrongLabel(Tensor right, Tensor wrong)
    {
        using var scope = NewDisposeScope();
        return nn.functional.relu(One + wrong - right).mean().MoveToOuterDisposeScope();
    }

    /// <summary><c>-E[D(G(z))]</c>, to be minimised by the generator.</summary>
    /// <param name="fake">[M] scores of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (-fake.mean()).MoveToOuterDisposeScope();
    }
}
