using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>What the layers of a network have in common.</summary>
/// <param name="SpectralNorm">Whether every weight is divided by its spectral norm.</param>
/// <param name="Dropout">Probability that a value between layers is dropped in training.</param>
internal sealed record LayerStyle(
    Activation Activation, Normalisation Normalisation = Normalisation.None, bool SpectralNorm = false, double Dropout = 0)
{
    /// <summary>The layer itself or, where the style wants it, spectrally normalised.</summary>
    public nn.Module<Tensor, Tensor> Wrap(Convolution layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : NarrowConv.Unless(layer);

    /// <inheritdoc cref="Wrap(Convolution)"/>
    public nn.Module<Tensor, Tensor> Wrap(FunctionConv layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <inheritdoc cref="Wrap(Convolution)"/>
    public nn.Module<Tensor, Tensor> Wrap(Linear layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <inheritdoc cref="Wrap(Convolution)"/>
    public nn.Module<Tensor, Tensor> Wrap(Embedding layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <summary>What follows a convolution: normalisation, if any, and activation.</summary>
    public IEnumerable<nn.Module<Tensor, Tensor>> After(long channels) => [.. Normalisation.Layers(channels), .. After()];

    /// <summary>What follows a linear layer: activation, and dropout, if any.</summary>
    public IEnumerable<nn.Module<Tensor, Tensor>> After() =>
        Dropout > 0 ? [Activation.Layer(), new SeededDropout(Dropout)] : [Activation.Layer()];

    /// <summary>Whether a layer needs a bias: not before a normalisation, which takes it out again.</summary>
    public bool Bias => Normalisation == Normalisation.None;
}
