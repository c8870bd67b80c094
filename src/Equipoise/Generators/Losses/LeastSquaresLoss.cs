using Equipoise.Common;
using static Equipoise.Common.Number;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// Least squares (Mao et al. 2017, equation 9) on outputs without a sigmoid, to the targets 1 for real and 0 for fake.
/// The discriminator's loss is halved as in the paper; the generator's is not, which common implementations share and
/// which Adam does not notice.
/// </summary>
public static class LeastSquaresLoss
{
    /// <summary><c>(E[(D(x) - 1)^2] + E[D(G(z))^2]) / 2</c>, to be minimised by the discriminator.</summary>
    /// <param name="real">[N] outputs for real images.</param>
    /// <param name="fake">[M] outputs for fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return ((real - One).Squared().mean().Plus(fake.Squared().mean()) / Two).MoveToOuterDisposeScope();
    }

    /// <summary><c>E[D^2] / 2</c>, the discriminator's part for whatever it must turn down.</summary>
    /// <param name="outputs">[N].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Fake(Tensor outputs)
    {
        using var scope = NewDisposeScope();
        return (outputs.Squared().mean() / Two).MoveToOuterDisposeScope();
    }

    /// <summary><c>E[(D(G(z)) - 1)^2]</c>, to be minimised by the generator.</summary>
    /// <param name="fake">[M] outputs for fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (fake - One).Squared().mean().MoveToOuterDisposeScope();
    }
}
