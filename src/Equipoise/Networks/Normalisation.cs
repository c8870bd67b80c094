using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>How the maps between convolutions are normalised.</summary>
public enum Normalisation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each channel over the batch (Ioffe and Szegedy 2015). Couples the images of a batch.</summary>
    Batch,

    /// <summary>Each image over its channels and pixels (Ba et al. 2016), with a scale and a shift per channel.</summary>
    Layer,
}

/// <summary>The layers of <see cref="Normalisation"/>.</summary>
internal static class Normalisations
{
    /// <summary>A new layer for maps of this many channels, or none.</summary>
    public static IEnumerable<nn.Module<Tensor, Tensor>> Layers(this Normalisation normalisation, long channels) => normalisation switch
    {
        Normalisation.Batch => [new BatchNorm(channels)],
        // One group of all channels.
        Normalisation.Layer => [nn.GroupNorm(1, channels)],
        _ => [],
    };
}
