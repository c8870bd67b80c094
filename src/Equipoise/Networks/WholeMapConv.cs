using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Convolutions whose kernel covers the whole map: from K x K to one pixel or, transposed, from one pixel to K x K. That
/// is a matrix product, and is computed as one: for maps narrower than the kernel, the transposed convolution and the
/// gradient of the other read memory that they were not given in oneDNN 3.7, and return NaN now and then.
/// </summary>
internal static class WholeMapConv
{
    /// <summary>Takes the place of a convolution without padding, from [N,in,K,K] to [N,out,1,1] or, where it is transposed, from
    /// [N,in,1,1] to [N,out,K,K].</summary>
    public static FunctionConv Of(Convolution layer) => new(layer, layer.transposed ? FromPixel : ToPixel);

    private static Tensor ToPixel(Tensor x, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var y = x.flatten(1).mm(weight.flatten(1).t()).unsqueeze(-1).unsqueeze(-1);
        return Biased(y, bias).MoveToOuterDisposeScope();
    }

    private static Tensor FromPixel(Tensor x, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var y = x.flatten(1).mm(weight.flatten(1)).reshape(-1, weight.shape[1], weight.shape[2], weight.shape[3]);
        return Biased(y, bias).MoveToOuterDisposeScope();
    }

    private static Tensor Biased(Tensor y, Tensor? bias) => bias is null ? y : y.Plus(bias.reshape(-1, 1, 1));
}
