using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>Memory in the order [N,H,W,C] under the shape [N,C,H,W]: convolutions on the processor need not reorder it.</summary>
internal static class ChannelsLast
{
    /// <returns>A tensor of the same shape and numbers.</returns>
    public static Tensor Of(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
