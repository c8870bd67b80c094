using Equipoise.Common;
using static Equipoise.Common.Number;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Generators.Losses;

/// <summary>The hinge loss (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17).</summary>
public static class HingeLoss
{
    /// <summary><c>E[max(0, 1 - D(x))] + E[max(0, 1 + D(G(z)))]</c>, to be minimised by the discriminator.</summary>
    /// <param name="real">[N] scores of real images.</param>
    /// <param name="fake">[M] scores of fakes.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return functional.relu(One - real).mean().Plus(Fake(fake)).MoveToOuterDisposeScope();
    }

    /// <summary><c>E[max(0, 1 + D)]</c>, the discriminator's part for whatever it must turn down.</summary>
    /// <param name="scores">[N].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Fake(Tensor scores)
    {
        using var scope = NewDisposeScope();
        return functional.relu(One + scores).mean().MoveToOuterDisposeScope();
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
