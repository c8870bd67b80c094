using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>The nonlinearity between layers.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x above zero, exp(x) - 1 below.</summary>
    Elu,

    /// <summary>x above zero, 0.2 x below.</summary>
    LeakyRelu,
}

/// <summary>The layers of <see cref="Activation"/>.</summary>
internal static class Activations
{
    /// <summary>A new layer, which overwrites its input unless it is <see cref="Activation.Elu"/>.</summary>
    public static nn.Module<Tensor, Tensor> Layer(this Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(inplace: true),
        Activation.Elu => new Elementwise("ELU", Elu),
        _ => new Elementwise("LeakyReLU", LeakyRelu),
    };

    private static Tensor Elu(Tensor x)
    {
        using Scalar alpha = 1.0, scale = 1.0, inputScale = 1.0;
        return x.elu(alpha, scale, inputScale);
    }

    private static Tensor LeakyRelu(Tensor x)
    {
        using Scalar slope = 0.2;
        return x.leaky_relu_(slope);
    }

    // Another tensor than its input, since a sequence of layers disposes what it passes on.
    private sealed class Elementwise(string name, Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>(name)
    {
        public override Tensor forward(Tensor x) => function(x).alias();
    }
}
