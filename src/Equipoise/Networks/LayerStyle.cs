using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>What the layers of a network have in common.</summary>
/// <param name="SpectralNorm">Whether every weight is divided by its spectral norm.</param>
internal sealed record LayerStyle(Activation Activation, Normalisation Normalisation = Normalisation.None, bool SpectralNorm = false)
{
    /// <summary>The layer itself or, where the style wants it, spectrally normalised.</summary>
    public nn.Module<Tensor, Tensor> Wrap(Convolution layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <inheritdoc cref="Wrap(Convolution)"/>
    public nn.Module<Tensor, Tensor> Wrap(WholeMapConv layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <inheritdoc cref="Wrap(Convolution)"/>
    public nn.Module<Tensor, Tensor> Wrap(Linear layer) => SpectralNorm ? Networks.SpectralNorm.Of(layer) : layer;

    /// <summary>What follows a convolution: normalisation, if any, and activation.</summary>
    public IEnumerable<nn.Module<Tensor, Tensor>> After(long channels) => [.. Normalisation.Layers(channels), Activation.Layer()];

    /// <summary>Whether a layer needs a bias: not before a normalisation, which takes it out again.</summary>
    public bool Bias => Normalisation == Normalisation.None;
}
