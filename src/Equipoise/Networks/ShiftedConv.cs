using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Convolutions of stride 1 to few channels: a matrix product at every pixel, the results shifted and summed. Where a
/// convolution's output channels are no multiple of sixteen, the gradient with respect to its input reads memory that it was
/// not given in oneDNN 3.7, and is NaN now and then; so are outputs for some numbers of input channels. Inner maps should
/// therefore have multiples of sixteen. In single precision also under autocast, for the images' sake.
/// </summary>
internal static class ShiftedConv
{
    /// <summary>Takes the place of a convolution without padding and bias, from [N,in,H,W] to [N,out,H-K+1,W-K+1].</summary>
    public static FunctionConv Of(Convolution layer) => new(layer, static (x, weight, _) => Apply(x, weight));

    private static Tensor Apply(Tensor x, Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var full = Autocast.Suspend();
        x = x.to(weight.dtype);
        var (channels, side) = (weight.shape[0], weight.shape[2]);
        var (height, width) = (x.shape[2] - side + 1, x.shape[3] - side + 1);
        var matrix = weight.permute(2, 3, 0, 1).flatten(0, 2); // [K K out,in]
        var products = matrix.matmul(x.flatten(2)).unflatten(2, x.shape[2], x.shape[3]); // [N,K K out,H,W]
        var parts = from i in Range(side)
                    from j in Range(side)
                    select products.narrow(1, (i * side + j) * channels, channels).narrow(2, i, height).narrow(3, j, width);
        return parts.Aggregate(TensorMath.Plus).MoveToOuterDisposeScope();
    }

    private static IEnumerable<int> Range(long count) => Enumerable.Range(0, (int)count);
}
