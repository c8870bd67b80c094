using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Synthesis;

/// <summary>
/// Synthetic images with their labels. It can be added to training images, and there is no way to make
/// <see cref="RealImages"/> of it, which is what validation and test accept.
/// </summary>
public sealed class SyntheticSet : IImageSet, IDisposable
{
    private readonly Tensor _pixels;

    /// <param name="pixels">[N,C,H,W] uint8 on the CPU; becomes the set's own.</param>
    /// <param name="labels">N labels.</param>
    internal SyntheticSet(Tensor pixels, IReadOnlyList<int> labels)
    {
        Shapes.Require(pixels, [labels.Count, -1, -1, -1]);
        (_pixels, Labels) = (pixels, labels);
    }

    public IReadOnlyList<int> Labels { get; }

    /// <summary>A hash of all pixels and labels.</summary>
    public ContentHash Digest => ContentHash.Of($"{ContentHash.Of(_pixels.bytes)} {string.Join(' ', Labels)}");

    /// <inheritdoc/>
    public Tensor Gather(ReadOnlySpan<int> numbers)
    {
        using var scope = NewDisposeScope();
        var index = tensor(numbers.ToArray().Select(n => (long)n).ToArray());
        return _pixels.index_select(0, index).MoveToOuterDisposeScope();
    }

    public void Dispose() => _pixels.Dispose();
}
