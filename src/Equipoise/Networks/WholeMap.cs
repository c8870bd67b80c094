using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Convolutions between a vector and a whole square map, as the matrix products that they are, with the weights of
/// <c>Conv2d</c> and <c>ConvTranspose2d</c>. oneDNN pads channels to its block size with memory that it does not clear where
/// these channels are few or odd in number; a NaN that happens to lie there gets into the result (libtorch 2.10, AVX-512).
/// </summary>
internal abstract class WholeMap(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>As the convolution's.</summary>
    public abstract Parameter Weight { get; }

    /// <summary>As the convolution's, or null.</summary>
    public abstract Parameter? Bias { get; }
}

/// <summary><c>Conv2d</c> whose kernel covers the map: [N,C,k,k] to [N,O,1,1].</summary>
internal sealed class MapToVector : WholeMap
{
    private readonly Parameter weight, bias;

    public MapToVector(int from, int to, int side)
        : base(nameof(MapToVector))
    {
        var bound = 1 / Math.Sqrt(from * side * side);
        weight = new Parameter(empty(to, from, side, side).uniform_(-bound, bound));
        bias = new Parameter(empty(to).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Parameter Weight => weight;

    public override Parameter Bias => bias;

    public override Tensor forward(Tensor map)
    {
        using var scope = NewDisposeScope();
        return functional.linear(map.flatten(1), weight.flatten(1), bias).unsqueeze(-1).unsqueeze(-1).MoveToOuterDisposeScope();
    }
}

/// <summary><c>ConvTranspose2d</c> of a 1 x 1 map, without bias: [N,Z,1,1] to [N,O,k,k].</summary>
internal sealed class VectorToMap : WholeMap
{
    private readonly int _channels, _side;
    private readonly Parameter weight;

    public VectorToMap(int from, int to, int side)
        : base(nameof(VectorToMap))
    {
        (_channels, _side) = (to, side);
        var bound = 1 / Math.Sqrt(to * side * side);
        weight = new Parameter(empty(from, to, side, side).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Parameter Weight => weight;

    public override Parameter? Bias => null;

    public override Tensor forward(Tensor vector)
    {
        using var scope = NewDisposeScope();
        return vector.flatten(1).mm(weight.flatten(1)).view(-1, _channels, _side, _side).MoveToOuterDisposeScope();
    }
}
