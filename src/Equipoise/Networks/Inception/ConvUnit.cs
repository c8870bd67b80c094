using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>A convolution, batch normalisation and rectification; torchvision's BasicConv2d.</summary>
internal sealed class ConvUnit : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-3;

    private readonly Conv2d conv;
    private readonly BatchNorm bn;
    private readonly long[] _stride;
    private readonly long[] _padding;
    private Tensor? _weight;
    private Tensor? _bias;

    /// <param name="kernel">Height and width.</param>
    /// <param name="padding">That keeps the size, unless false.</param>
    public ConvUnit(int from, int to, (long Height, long Width) kernel, int stride = 1, bool padding = true)
        : base(nameof(ConvUnit))
    {
        var (top, left) = padding ? (kernel.Height / 2, kernel.Width / 2) : (0, 0);
        (_stride, _padding) = ([stride, stride], [top, left]);
        conv = Conv2d(from, to, kernel, (stride, stride), (top, left), bias: false);
        bn = new BatchNorm(to, Epsilon);
        RegisterComponents();
    }

    public ConvUnit(int from, int to, int kernel, int stride = 1, bool padding = true)
        : this(from, to, (kernel, kernel), stride, padding)
    {
    }

    /// <summary>
    /// Multiplies the normalisation into the convolution, for inference. Weights lie with channels last, which makes libtorch
    /// compute, and keep the maps, in that order.
    /// </summary>
    public void Fold()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var full = ScalarType.Float64;
        var scale = bn.Weight.to(full) / (bn.RunningVariance.to(full) + (Number)Epsilon).sqrt(); // [out]
        var bias = bn.Bias.to(full) - bn.RunningMean.to(full) * scale;
        var weight = ChannelsLast.Of((conv.weight!.to(full) * scale.reshape(-1, 1, 1, 1)).to(conv.weight.dtype));
        Forget();
        (_weight, _bias) = (weight.DetachFromDisposeScope(), bias.to(weight.dtype).DetachFromDisposeScope());
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,to,H',W'], not negative.</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = _weight is null ? bn.forward(conv.forward(x)) : Convolve(x).PlusInPlace(_bias!.reshape(-1, 1, 1));
        return y.relu_().MoveToOuterDisposeScope();
    }

    /// <summary>The unit after averaging over 3 x 3.</summary>
    /// <param name="countPadding">Whether the zeros beside the map count in the mean.</param>
    // Both are linear, so a convolution of 1 x 1 may come first, and leaves fewer channels to average.
    public Tensor Averaged(Tensor x, bool countPadding)
    {
        using var scope = NewDisposeScope();
        var y = _weight is null
            ? bn.forward(conv.forward(Average(x, countPadding)))
            : Average(Convolve(x), countPadding).PlusInPlace(_bias!.reshape(-1, 1, 1));
        return y.relu_().MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    private Tensor Convolve(Tensor x) =>
        _stride[0] == 1 && _weight!.shape[2] * _weight.shape[3] == 1 ? Product(x) : functional.conv2d(x, _weight!, null, _stride, _padding);

    // At every pixel a matrix product, and computed as one: of maps with channels last, oneDNN 3.7 convolves 1 x 1 wrongly with two
    // threads, for example from 64 to 80 channels.
    private Tensor Product(Tensor x)
    {
        using var scope = NewDisposeScope();
        var pixels = x.permute(0, 2, 3, 1); // [N,H,W,in]
        return pixels.matmul(_weight!.flatten(1).t()).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    private static Tensor Average(Tensor x, bool countPadding) =>
        functional.avg_pool2d(x, 3, stride: 1, padding: 1, count_include_pad: countPadding);

    private void Forget()
    {
        _weight?.Dispose();
        _bias?.Dispose();
    }
}
