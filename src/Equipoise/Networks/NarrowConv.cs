using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Convolutions from or to fewer than 16 channels, which stay in single precision under autocast. On some processors
/// that have avx512_bf16, libtorch's kernels return wrong sums, and another each time, wherever their result has fewer than
/// 16 channels: forward for the last layer of a generator, backward for the first of a discriminator (see
/// github.com/pytorch/pytorch/issues/163347). There is little to multiply in such layers, so little is lost.
/// </summary>
internal static class NarrowConv
{
    private const int FewestChannels = 16;

    /// <summary>The convolution or, where it is narrow, what takes its place.</summary>
    public static Module<Tensor, Tensor> Unless(Convolution layer) => IsNarrow(layer) ? new FunctionConv(layer, Function(layer)) : layer;

    /// <summary>The convolution, transposed or not, as a function of its input, weight and bias.</summary>
    public static Func<Tensor, Tensor, Tensor?, Tensor> Function(Convolution layer)
    {
        var (stride, padding, dilation, groups) = (layer.stride, layer.padding, layer.dilation, layer.groups);
        var outputPadding = layer.output_padding;
        Func<Tensor, Tensor, Tensor?, Tensor> convolve = layer.transposed
            ? (x, w, b) => functional.conv_transpose2d(x, w, b, stride, padding, outputPadding, dilation, groups)
            : (x, w, b) => functional.conv2d(x, w, b, stride, padding, dilation, groups);
        return IsNarrow(layer) ? (x, w, b) => InFull(convolve, x, w, b) : convolve;
    }

    private static bool IsNarrow(Convolution layer) => Math.Min(layer.weight!.shape[0], layer.weight.shape[1]) < FewestChannels;

    private static Tensor InFull(Func<Tensor, Tensor, Tensor?, Tensor> convolve, Tensor x, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        using var full = Autocast.Suspend();
        var y = convolve(x.to(weight.dtype), weight, bias);
        // As autocast would have it; images stay as they are.
        return (full.Suspends && y.shape[1] >= FewestChannels ? y.to(ScalarType.BFloat16) : y).MoveToOuterDisposeScope();
    }
}
