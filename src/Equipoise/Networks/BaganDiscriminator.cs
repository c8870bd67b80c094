using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// BAGAN's discriminator (Mariani et al. 2018): a classifier whose last class is "fake". The convolutions of
/// <see cref="BaganTrunk"/> and one linear layer. Their style is LeakyReLU and dropout 0.3 without normalisation.
/// <c>trunk</c> is named as <see cref="BaganEncoder"/>'s, so that a copy starts it from there.
/// </summary>
internal sealed class BaganDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential trunk;
    private readonly Module<Tensor, Tensor> head;

    /// <param name="width">Channels of the 8 x 8 map, a multiple of 128; theirs are 256.</param>
    public BaganDiscriminator(int classes, int channels, int resolution, int width, LayerStyle style)
        : base(nameof(BaganDiscriminator))
    {
        trunk = BaganTrunk.Of(channels, resolution, width, style);
        head = style.Wrap(Linear(BaganTrunk.Features(width), classes + 1));
        RegisterComponents();
    }

    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">Not looked at: the discriminator is to find them.</param>
    /// <returns>[N,classes+1] float32, logits; the last is that of "fake".</returns>
    public override Tensor forward(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return head.forward(trunk.forward(images).flatten(1)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
