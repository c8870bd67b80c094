using Equipoise.Common;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Dropout (Srivastava et al. 2014) whose masks come from a seed: libtorch's own takes them from global random state. In
/// training each value is 0 with the given probability, and else divided by the probability to stay.
/// </summary>
internal sealed class SeededDropout(double probability) : Module<Tensor, Tensor>(nameof(SeededDropout))
{
    private Seed _seed;
    private long _uses;

    /// <summary>Seeds all such layers of a network for the forward passes to come; each pass of each layer draws its own mask.</summary>
    public static void Begin(Module network, Seed seed)
    {
        foreach (var (i, layer) in network.modules().OfType<SeededDropout>().Index())
            (layer._seed, layer._uses) = (seed.For(i), 0);
    }

    public override Tensor forward(Tensor x)
    {
        if (!training || probability == 0)
            return x.alias();
        using var scope = NewDisposeScope();
        using var generator = _seed.For(_uses++).Torch(CPU);
        var stays = (rand(x.shape, generator: generator) >= (Number)probability).to(x.dtype, x.device);
        return (x * stays / (Number)(1 - probability)).MoveToOuterDisposeScope();
    }
}
