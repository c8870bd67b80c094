using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Classification.Remedies;

/// <summary>
/// Mixup (Zhang et al. 2018): a batch and its targets are mixed with the same batch in another order, with a share drawn from
/// Beta(0.2, 0.2) for all of it, as in the authors' code.
/// </summary>
[Named("mixup", "real images, mixed in pairs together with their classes (mixup)")]
public sealed class Mixup : IRemedy
{
    private const double Alpha = 0.2;

    /// <inheritdoc/>
    public (Tensor Images, Tensor Targets) Prepare(Tensor images, Tensor targets, Seed seed)
    {
        using var scope = NewDisposeScope();
        var random = seed.Random();
        var share = Share(random);
        var others = Enumerable.Range(0, (int)images.shape[0]).Select(i => (long)i).ToArray();
        random.Permute(others);
        var order = tensor(others).to(images.device);
        Tensor Mixed(Tensor x) => (x * (Number)share).Plus(x.index_select(0, order) * (Number)(1 - share));
        return (Mixed(images).MoveToOuterDisposeScope(), Mixed(targets).MoveToOuterDisposeScope());
    }

    /// <summary>From Beta(alpha, alpha), by Jöhnk's method, which is meant for an alpha below 1.</summary>
    internal static double Share(Random random)
    {
        while (true)
        {
            var (x, y) = (Math.Pow(random.NextDouble(), 1 / Alpha), Math.Pow(random.NextDouble(), 1 / Alpha));
            if (x + y is > 0 and <= 1)
                return x / (x + y);
        }
    }
}
