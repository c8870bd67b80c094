using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// BAGAN's encoder (Mariani et al. 2018): the convolutions of <see cref="BaganTrunk"/> and one linear layer without
/// activation. Their style is LeakyReLU and dropout 0.3 without normalisation.
/// </summary>
internal sealed class BaganEncoder : Module<Tensor, Tensor>
{
    private readonly Sequential trunk;
    private readonly Module<Tensor, Tensor> latent;

    /// <param name="width">Channels of the 8 x 8 map, a multiple of 128; theirs are 256.</param>
    public BaganEncoder(int latentSize, int channels, int resolution, int width, LayerStyle style)
        : base(nameof(BaganEncoder))
    {
        trunk = BaganTrunk.Of(channels, resolution, width, style);
        latent = style.Wrap(Linear(BaganTrunk.Features(width), latentSize));
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
