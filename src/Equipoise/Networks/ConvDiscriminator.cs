using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// DCGAN's discriminator, told the class by constant planes beside the image: 4 x 4 convolutions of stride 2 down to
/// 4 x 4, widths doubling, normalisation (but not in the first layer) and activation between, one logit. DCGAN's style is
/// batch normalisation and LeakyReLU 0.2.
/// </summary>
internal sealed class ConvDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly int _classes;
    private readonly Sequential main;

    /// <param name="maxWidth">Channels of the 4 x 4 map.</param>
    public ConvDiscriminator(int classes, int channels, int resolution, int maxWidth, LayerStyle style)
        : base(nameof(ConvDiscriminator))
    {
        _classes = classes;
        var layers = new List<Module<Tensor, Tensor>>();
        var (from, to) = (channels + classes, maxWidth * 8 / resolution);
        for (var side = resolution; side > 4; (side, from, to) = (side / 2, to, to * 2))
        {
            var after = side == resolution ? style with { Normalisation = Normalisation.None } : style;
            layers.AddRange([style.Wrap(Conv2d(from, to, 4, stride: 2, padding: 1, bias: after.Bias)), .. after.After(to)]);
        }
        layers.Add(style.Wrap(WholeMapConv.Of(Conv2d(from, 1, 4))));
        main = Sequential(layers);
        RegisterComponents();
    }

    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N] float32, logits.</returns>
    public override Tensor forward(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return main.forward(Conditioning.Planes(images, labels, _classes)).flatten().to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
