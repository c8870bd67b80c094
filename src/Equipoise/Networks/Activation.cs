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
    /// <summary>A new layer, which overwrites its input.</summary>
    public static nn.Module<Tensor, Tensor> Layer(this Activation activation) => activation switch
    {
        Activation.Relu => nn.ReLU(inplace: true),
        Activation.Elu => nn.ELU(inplace: true),
        _ => nn.LeakyReLU(0.2, inplace: true),
    };
}
