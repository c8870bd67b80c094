using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>
/// The generator's side of <c>min_G max_D E[log D(x)] + E[log(1 - D(G(z)))]</c> (Goodfellow et al. 2014, equation 1) on
/// logits. The discriminator's side is that of <see cref="NonSaturatingLoss"/>. Its gradient vanishes while the
/// discriminator is sure, for which reason the authors trained with the non-saturating form.
/// </summary>
public static class MinimaxLoss
{
    /// <summary><c>E[log(1 - D(G(z)))] = -E[softplus(logit)]</c>, to be minimised by the generator.</summary>
    /// <param name="fake">[M] logits of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return (-fake.Softplus().mean()).MoveToOuterDisposeScope();
    }
}
