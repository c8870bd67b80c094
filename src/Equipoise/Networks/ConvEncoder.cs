using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Improved BAGAN's encoder (Huang and Jafari 2020): the convolutions of <see cref="ConvTrunk"/> and one linear layer with
/// activation. It is not told the class: that enters after it, in <see cref="EmbeddingGenerator"/>. Their style is LeakyReLU
/// 0.2 without normalisation.
/// </summary>
internal sealed class ConvEncoder : Module<Tensor, Tensor>
{
    private readonly Sequential trunk;
    private readonly Sequential latent;

    /// <param name="maxWidth">Channels of the 4 x 4 map, a multiple of 64.</param>
    public ConvEncoder(int latentSize, int channels, int resolution, int maxWidth, LayerStyle style)
        : base(nameof(ConvEncoder))
    {
        trunk = ConvTrunk.Of(channels, resolution, maxWidth, style);
        latent = Sequential(style.Wrap(Linear(ConvTrunk.Features(maxWidth), latentSize)), style.Activation.Layer());
        RegisterComponents();
    }

    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <returns>[N,Z] float32.</returns>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        return latent.forward(trunk.forward(images).flatten(1)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
