using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Improved BAGAN's generator (Huang and Jafari 2020), told the class by an embedding that the latent is multiplied with:
/// one linear layer to 4 x 4, transposed 4 x 4 convolutions of stride 2 to the resolution, normalisation and activation
/// between, tanh at the end. Their style is batch normalisation and LeakyReLU 0.2. After <see cref="ConvEncoder"/> it is an
/// autoencoder.
/// </summary>
internal sealed class EmbeddingGenerator : Module<Tensor, Tensor, Tensor>
{
    private const int FirstSide = 4;

    private readonly Module<Tensor, Tensor> embedding;
    private readonly Sequential decoder;

    /// <param name="resolution">H and W, a power of two of at least 16.</param>
    /// <param name="maxWidth">
    /// Channels of the 4 x 4 map, a multiple of 64; the maps after it have half as many, the last hidden one a quarter.
    /// </param>
    public EmbeddingGenerator(int latentSize, int classes, int channels, int resolution, int maxWidth, LayerStyle style)
        : base(nameof(EmbeddingGenerator))
    {
        embedding = style.Wrap(Embedding(classes, latentSize));
        List<Module<Tensor, Tensor>> layers =
        [
            style.Wrap(Linear(latentSize, maxWidth * FirstSide * FirstSide)), .. style.After(),
            Unflatten(1, [maxWidth, FirstSide, FirstSide]),
        ];
        var from = maxWidth;
        for (var side = 2 * FirstSide; side < resolution; side *= 2)
        {
            var to = 2 * side < resolution ? maxWidth / 2 : maxWidth / 4;
            layers.AddRange([style.Wrap(ConvTranspose2d(from, to, 4, stride: 2, padding: 1, bias: style.Bias)), .. style.After(to)]);
            from = to;
        }
        layers.AddRange([style.Wrap(ConvTranspose2d(from, channels, 4, stride: 2, padding: 1)), Tanh()]);
        decoder = Sequential(layers);
        RegisterComponents();
    }

    /// <param name="noise">[N,Z] float32, or an encoded image.</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    public override Tensor forward(Tensor noise, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return decoder.forward(noise * embedding.forward(labels)).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
