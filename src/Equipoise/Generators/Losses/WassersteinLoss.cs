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

    /// <summary><c>E[D]</c>, the discriminator's part for whatever it must turn down.</summary>
    /// <param name="scores">[N].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Fake(Tensor scores)
    {
        using var scope = NewDisposeScope();
        return scores.mean().MoveToOuterDisposeScope();
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
