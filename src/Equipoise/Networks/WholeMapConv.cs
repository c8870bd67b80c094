using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// A convolution whose kernel covers the whole map: from K x K to one pixel or, transposed, from one pixel to K x K. That
/// is a matrix product, and is computed as one: for maps narrower than the kernel, the transposed convolution and the
/// gradient of the other read memory that they were not given in oneDNN 3.7, and return NaN now and then. Parameters are
/// named as the convolution's.
/// </summary>
internal sealed class WholeMapConv : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    private WholeMapConv(Convolution layer)
        : base(nameof(WholeMapConv))
    {
        Transposed = layer.transposed;
        weight = TakenOver.Parameter(layer, nameof(weight))!;
        bias = TakenOver.Parameter(layer, nameof(bias));
        layer.Dispose();
        RegisterComponents();
    }

    /// <summary>Takes the place of a convolution without padding; its parameters are copied, and it is disposed.</summary>
    public static WholeMapConv Of(Convolution layer) => new(layer);

    /// <summary>Whether it leads from one pixel to the map.</summary>
    public bool Transposed { get; }

    /// <summary>[out,in,K,K], or [in,out,K,K] where transposed.</summary>
    public Parameter Weight => weight;

    /// <summary>[out], if there is one.</summary>
    public Parameter? Bias => bias;

    /// <param name="x">[N,in,K,K], or [N,in,1,1] where transposed.</param>
    /// <returns>[N,out,1,1], or [N,out,K,K] where transposed.</returns>
    public override Tensor forward(Tensor x) => Apply(x, weight, bias, Transposed);

    /// <summary>The layer as a function of its parameters.</summary>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor? bias, bool transposed)
    {
        using var scope = NewDisposeScope();
        var (matrix, row) = (weight.flatten(1), x.flatten(1));
        var y = transposed
            ? row.mm(matrix).reshape(-1, weight.shape[1], weight.shape[2], weight.shape[3])
            : row.mm(matrix.t()).unsqueeze(-1).unsqueeze(-1);
        return (bias is null ? y : y + bias.reshape(-1, 1, 1)).MoveToOuterDisposeScope();
    }
}
