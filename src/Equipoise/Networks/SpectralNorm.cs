using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Spectral normalisation (Miyato et al. 2018): a layer whose weight W, as a matrix [out,-1], is divided by its largest
/// singular value, so that the layer is 1-Lipschitz. Power iteration keeps the singular vectors u and v from step to
/// step. Names are those of PyTorch's <c>spectral_norm</c>: <c>weight_orig</c>, <c>bias</c>, <c>weight_u</c>,
/// <c>weight_v</c>. Unlike there, a forward pass never iterates: the owner calls <see cref="Advance"/> once a step, so
/// that real images, fakes and penalty of one step meet the same network.
/// </summary>
internal sealed class SpectralNorm : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-12;

    // As PyTorch does for a fresh layer.
    private const int FirstIterations = 15;

    private readonly Parameter weight_orig;
    private readonly Parameter? bias;
    private readonly Tensor weight_u;
    private readonly Tensor weight_v;
    private readonly bool _outIsSecond;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> _apply;

    // Takes the layer's place: its parameters are copied, and it is disposed.
    private SpectralNorm(Module layer, bool outIsSecond, Func<Tensor, Tensor, Tensor?, Tensor> apply)
        : base(nameof(SpectralNorm))
    {
        (_outIsSecond, _apply, IsEmbedding) = (outIsSecond, apply, layer is Embedding);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        weight_orig = TakenOver.Parameter(layer, "weight")!;
        bias = TakenOver.Parameter(layer, "bias");
        layer.Dispose();
        var matrix = Matrix();
        weight_u = functional.normalize(ones_like(matrix[.., 0]), dim: 0, eps: Epsilon).DetachFromDisposeScope(); // [out]
        weight_v = functional.normalize(ones_like(matrix[0]), dim: 0, eps: Epsilon).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The convolution, transposed or not, normalised.</summary>
    public static SpectralNorm Of(Convolution layer) => new(layer, outIsSecond: layer.transposed, NarrowConv.Function(layer));

    /// <inheritdoc cref="Of(Convolution)"/>
    public static SpectralNorm Of(FunctionConv layer) => new(layer, outIsSecond: layer.Transposed, layer.Function);

    /// <summary>The linear layer, normalised.</summary>
    public static SpectralNorm Of(Linear layer) => new(layer, outIsSecond: false, (x, w, b) => functional.linear(x, w, b));

    /// <summary>The table of embeddings, normalised. Its input is [N] int64.</summary>
    public static SpectralNorm Of(Embedding layer) => new(layer, outIsSecond: false, (x, w, _) => w.index_select(0, x));

    /// <summary>One power iteration in every such layer of the network, or more.</summary>
    public static void Advance(Module network, int iterations = 1)
    {
        foreach (var layer in In(network))
            layer.Iterate(iterations);
    }

    /// <summary>Copies the singular vectors of a network of the same layers.</summary>
    public static void CopyVectors(Module from, Module to)
    {
        using var noGrad = no_grad();
        foreach (var (a, b) in In(from).Zip(In(to)))
        {
            b.weight_u.copy_(a.weight_u);
            b.weight_v.copy_(a.weight_v);
        }
    }

    /// <summary>Whether the layer is a table of embeddings.</summary>
    public bool IsEmbedding { get; }

    /// <summary>The weight to be normalised, in the layer's own shape.</summary>
    public Parameter Weight => weight_orig;

    /// <summary>The layer's bias, if it has one.</summary>
    public Parameter? Bias => bias;

    /// <summary>Draws the first singular vectors and improves them, once the weight is drawn.</summary>
    public void Draw(Generator generator)
    {
        using var noGrad = no_grad();
        weight_u.normal_(0, 1, generator);
        Iterate(FirstIterations);
    }

    /// <summary><c>u' W v</c>, the estimate of the largest singular value; differentiable with respect to W.</summary>
    /// <returns>A scalar in float32, also under autocast, which leaves sums and products by element alone.</returns>
    public Tensor Sigma()
    {
        using var scope = NewDisposeScope();
        return (Matrix() * (weight_u.unsqueeze(1) * weight_v)).sum().MoveToOuterDisposeScope();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return _apply(x, weight_orig / Sigma(), bias).MoveToOuterDisposeScope();
    }

    // A module is not one of its own modules.
    private static IEnumerable<SpectralNorm> In(Module network) =>
        network is SpectralNorm one ? [one] : network.modules().OfType<SpectralNorm>();

    private void Iterate(int iterations)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var matrix = Matrix();
        for (var i = 0; i < iterations; i++)
        {
            weight_v.copy_(functional.normalize(matrix.t().mv(weight_u), dim: 0, eps: Epsilon));
            weight_u.copy_(functional.normalize(matrix.mv(weight_v), dim: 0, eps: Epsilon));
        }
    }

    // [out,-1]
    private Tensor Matrix() => (_outIsSecond ? weight_orig.transpose(0, 1) : weight_orig).flatten(1);
}
