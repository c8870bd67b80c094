using Equipoise.Common;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// BAGAN's generator (Mariani et al. 2018), told the class by the normal distribution that the latent is drawn from: two
/// linear layers to 8 x 8, then doublings of the side, each followed by a 5 x 5 convolution, and a last 2 x 2 convolution
/// with tanh. No layer has a bias. Their style is ReLU without normalisation. Means and factors of the distributions are
/// part of its state, so that its weights are all that sampling needs.
/// </summary>
internal sealed class BaganGenerator : Module<Tensor, Tensor, Tensor>
{
    private const int FirstSide = 8;

    private readonly Tensor means; // [K,Z]
    private readonly Tensor factors; // [K,Z,Z]
    private readonly Sequential decoder;

    /// <param name="resolution">H and W, a power of two of at least 16.</param>
    /// <param name="width">
    /// Channels of the inner maps, a multiple of 32; the first and the last have half as many, the first layer four times as
    /// many units. Theirs are 256.
    /// </param>
    public BaganGenerator(int latentSize, int classes, int channels, int resolution, int width, LayerStyle style)
        : base(nameof(BaganGenerator))
    {
        means = zeros(classes, latentSize).DetachFromDisposeScope();
        factors = eye(latentSize).repeat(classes, 1, 1).DetachFromDisposeScope();
        List<Module<Tensor, Tensor>> layers =
        [
            style.Wrap(Linear(latentSize, 4 * width, hasBias: false)), .. style.After(),
            style.Wrap(Linear(4 * width, width / 2 * FirstSide * FirstSide, hasBias: false)), .. style.After(),
            Unflatten(1, [width / 2, FirstSide, FirstSide]),
        ];
        var from = width / 2;
        for (var side = 2 * FirstSide; side <= resolution; side *= 2)
        {
            var to = side < resolution ? width : width / 2;
            layers.AddRange([
                Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest),
                style.Wrap(Conv2d(from, to, 5, padding: 2, bias: false)), .. style.After(to)]);
            from = to;
        }
        layers.AddRange([ZeroPad2d((0, 1, 0, 1)), style.Wrap(ShiftedConv.Of(Conv2d(from, channels, 2, bias: false))), Tanh()]);
        decoder = Sequential(layers);
        RegisterComponents();
    }

    /// <summary>Sets the normal distribution of each class.</summary>
    /// <param name="classMeans">[K,Z].</param>
    /// <param name="classFactors">[K,Z,Z], of which each times its transpose is the covariance.</param>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public void SetGaussians(Tensor classMeans, Tensor classFactors)
    {
        Shapes.Require(classMeans, means.shape);
        Shapes.Require(classFactors, factors.shape);
        using var noGrad = no_grad();
        means.copy_(classMeans);
        factors.copy_(classFactors);
    }

    /// <summary>The images of latents <c>mu + L noise</c> of the labels' distributions.</summary>
    /// <param name="noise">[N,Z] float32, standard normal.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        // By elements, since autocast would round a matrix product's terms.
        var spread = (factors.index_select(0, labels) * noise.unsqueeze(1)).sum(-1); // [N,Z]
        return Decode(means.index_select(0, labels).Plus(spread)).MoveToOuterDisposeScope();
    }

    /// <summary>The images of latents.</summary>
    /// <param name="latents">[N,Z] float32, encoded images for instance.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public Tensor Decode(Tensor latents)
    {
        using var scope = NewDisposeScope();
        return decoder.forward(latents).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
