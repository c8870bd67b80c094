using static TorchSharp.torch;

namespace Equipoise.Data;

/// <summary>Prepared images with labels, real or synthetic, from which training draws batches.</summary>
public interface IImageSet
{
    /// <summary>The label of each image.</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>Images by number.</summary>
    /// <returns>[n,C,H,W] uint8 on the CPU.</returns>
    Tensor Gather(ReadOnlySpan<int> numbers);
}
