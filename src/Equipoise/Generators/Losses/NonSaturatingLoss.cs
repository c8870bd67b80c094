using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// The loss of the original GAN (Goodfellow et al. 2014) on logits, the generator's in its non-saturating form.
/// With <c>D = sigmoid(logit)</c>: <c>-log D = softplus(-logit)</c> and <c>-log(1 - D) = softplus(logit)</c>.
/// </summary>
public static class NonSaturatingLoss
{
    /// <summary><c>-E[log D(x)] - E[log(1 - D(G(z)))]</c>, to be minimised by the discriminator.</summary>
    /// <param name="real">[N] logits of real images.</param>
    /// <param name="fake">[M] logits of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (-real).Softplus().mean().Plus(Fake(fake)).MoveToOuterDisposeScope();
    }

    /// <summary><c>-E[log(1 - D)]</c>, the discriminator's part for whatever it must turn down.</summary>
    /// <param name="logits">[N].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Fake(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return logits.Softplus().mean().MoveToOuterDisposeScope();
    }

    /// <summary><c>-E[log D(G(z))]</c>, to be minimised by the generator.</summary>
    /// <param name="fake">[M] logits of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (-fake).Softplus().mean().MoveToOuterDisposeScope();
    }
}
