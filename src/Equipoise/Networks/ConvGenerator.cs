using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// DCGAN's generator (Radford et al. 2016), told the class by a one-hot vector beside the noise: transposed 4 x 4
/// convolutions from 1 x 1 over 4 x 4 to the resolution, widths halving, normalisation and activation between, tanh at
/// the end. DCGAN's style is batch normalisation and ReLU.
/// </summary>
internal sealed class ConvGenerator : Module<Tensor, Tensor, Tensor>
{
    private readonly int _classes;
    private readonly Sequential main;

    /// <param name="maxWidth">Channels of the 4 x 4 map.</param>
    public ConvGenerator(int latentSize, int classes, int channels, int resolution, int maxWidth, LayerStyle style)
        : base(nameof(ConvGenerator))
    {
        _classes = classes;
        var layers = new List<Module<Tensor, Tensor>>();
        var width = maxWidth;
        layers.AddRange([style.Wrap(WholeMapConv.Of(ConvTranspose2d(latentSize + classes, width, 4, bias: style.Bias))), .. style.After(width)]);
        for (var side = 8; side < resolution; side *= 2)
            layers.AddRange([
                style.Wrap(ConvTranspose2d(width, width /= 2, 4, stride: 2, padding: 1, bias: style.Bias)), .. style.After(width)]);
        layers.AddRange([style.Wrap(ConvTranspose2d(width, channels, 4, stride: 2, padding: 1)), Tanh()]);
        main = Sequential(layers);
        RegisterComponents();
    }

    /// <param name="noise">[N,Z] float32.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return main.forward(Conditioning.Seed(noise, labels, _classes)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
