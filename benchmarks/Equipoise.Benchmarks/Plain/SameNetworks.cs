using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks.Plain;

/// <summary>Makes sure that a plain twin is one: from the same weights it must come to the same images and logits.</summary>
/// <remarks>
/// The twin is asked in double precision. In single precision some libtorch get its convolutions wrong on some processors,
/// for which reason Equipoise has layers of its own; see <see cref="Networks.WholeMapConv"/>.
/// </remarks>
internal static class SameNetworks
{
    // Of the largest value. What is summed in another order differs by far less.
    private const double Tolerance = 1e-3;

    /// <summary>Compares a GAN with its plain twin.</summary>
    /// <param name="batch">Real images with labels.</param>
    /// <returns>Roles of the twin's networks that are computed wrongly in single precision, with how wrongly.</returns>
    /// <exception cref="InvalidOperationException">The twin is none.</exception>
    public static IReadOnlyList<string> Require(string name, IGan gan, int latentSize, Batch batch)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Seed(4).Torch(CPU);
        using var exact = PlainGan.Create(name, batch.Labels.device);
        using var single = PlainGan.Create(name, batch.Labels.device);
        CopyWeights(gan, exact);
        CopyWeights(gan, single);
        var noise = randn([batch.Labels.shape[0], latentSize], generator: random).to(batch.Labels.device);
        var wrong = new List<string>();
        foreach (var (role, twin) in exact.Networks)
        {
            var input = role == "generator" ? noise : batch.Images;
            var truth = twin.to(ScalarType.Float64).forward(input.to(ScalarType.Float64), batch.Labels);
            double Error(nn.Module<Tensor, Tensor, Tensor> network) =>
                ((network.forward(input, batch.Labels) - truth).abs().max() / truth.abs().max()).item<double>();
            if (Error((nn.Module<Tensor, Tensor, Tensor>)gan.Networks[role]) is var ours and not <= Tolerance)
                throw new InvalidOperationException($"The {role} of {name} differs from its plain twin by {ours:G3} of the largest value.");
            if (Error(single.Networks[role]) is var theirs and not <= Tolerance)
                wrong.Add(FormattableString.Invariant($"{role} ({theirs:P1} of the largest value)"));
        }
        return wrong;
    }

    /// <summary>Gives a twin the weights of its GAN.</summary>
    /// <exception cref="InvalidOperationException">They do not fit.</exception>
    public static void CopyWeights(IGan gan, PlainGan twin)
    {
        using var noGrad = no_grad();
        foreach (var (role, network) in twin.Networks)
        {
            var (from, to) = (gan.Networks[role].parameters().ToList(), network.parameters().ToList());
            if (!from.Select(p => string.Join(',', p.shape)).SequenceEqual(to.Select(p => string.Join(',', p.shape))))
                throw new InvalidOperationException($"The plain {role} has other weights than the GAN's.");
            foreach (var (own, plain) in from.Zip(to))
                plain.copy_(own);
        }
    }
}
