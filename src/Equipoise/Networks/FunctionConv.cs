using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>A convolution that is computed by a function of our own, where libtorch's is wrong. Parameters are named as the
/// convolution's.</summary>
internal sealed class FunctionConv : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <param name="layer">Whose place it takes: the parameters are copied, and it is disposed.</param>
    /// <param name="function">The layer, of input, weight and bias.</param>
    public FunctionConv(Convolution layer, Func<Tensor, Tensor, Tensor?, Tensor> function)
        : base(nameof(FunctionConv))
    {
        (Transposed, Function) = (layer.transposed, function);
        weight = TakenOver.Parameter(layer, nameof(weight))!;
        bias = TakenOver.Parameter(layer, nameof(bias));
        layer.Dispose();
        RegisterComponents();
    }

    /// <summary>Whether the convolution is transposed.</summary>
    public bool Transposed { get; }

    /// <summary>The layer, of input, weight and bias.</summary>
    public Func<Tensor, Tensor, Tensor?, Tensor> Function { get; }

    /// <summary>[out,in,K,K], or [in,out,K,K] where transposed.</summary>
    public Parameter Weight => weight;

    /// <summary>[out], if there is one.</summary>
    public Parameter? Bias => bias;

    public override Tensor forward(Tensor x) => Function(x, weight, bias);
}
