using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>Real and synthetic images side by side, for training only.</summary>
public sealed class TrainingMixture(RealImages real, SyntheticSet synthetic) : IImageSet
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Labels { get; } = [.. real.Labels, .. synthetic.Labels];

    /// <inheritdoc/>
    public Tensor Gather(ReadOnlySpan<int> numbers)
    {
        using var scope = NewDisposeScope();
        var all = numbers.ToArray();
        var fromReal = all.Where(n => n < real.Count).ToArray();
        var fromSynthetic = all.Where(n => n >= real.Count).Select(n => n - real.Count).ToArray();
        if (fromReal.Length == 0 || fromSynthetic.Length == 0)
            return (fromReal.Length > 0 ? real.Gather(fromReal) : synthetic.Gather(fromSynthetic)).MoveToOuterDisposeScope();
        var (r, s) = (0, fromReal.Length);
        var positions = all.Select(n => (long)(n < real.Count ? r++ : s++)).ToArray();
        return cat([real.Gather(fromReal), synthetic.Gather(fromSynthetic)]).index_select(0, tensor(positions)).MoveToOuterDisposeScope();
    }
}
