using Equipoise.Common;
using Equipoise.Features;
using Equipoise.Imaging;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// The latents that the encoder of a trained generator makes of images, without dropout. They know what the generator's own training
/// taught: good for looking at what the generator sees, no independent judgement of its images.
/// </summary>
public sealed class EncoderLatents : IFeatureExtractor
{
    private const string Role = "encoder";
    private const int AtOnce = 32;

    private readonly IGenerator _generator;
    private readonly nn.Module<Tensor, Tensor> _encoder;

    private EncoderLatents(IGenerator generator, nn.Module<Tensor, Tensor> encoder, GeneratorSpec spec, GeneratorCard card, string identity)
    {
        (_generator, _encoder, Width, Identity) = (generator, encoder, spec.LatentSize, identity);
        Needs = card.Preprocessing;
        _encoder.eval();
    }

    public string Name => "latents";

    public int Width { get; }

    public string Identity { get; }

    public Preprocessing Needs { get; }

    /// <summary>The encoder in a generator's folder; the caller disposes it.</summary>
    /// <param name="folder">Of a generator with an encoder: <c>bagan</c>, <c>improved-bagan</c>, <c>smote</c>.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="UserException">There is no generator, it has no encoder, or its weights are missing or damaged.</exception>
    public static EncoderLatents Load(string folder, Device device)
    {
        var card = GeneratorFolder.ReadCard(folder);
        var spec = GeneratorCatalog.Resolve(card.Generator, card.Settings);
        var generator = spec.Build(card.Context(device, Precision.Fp32));
        try
        {
            var encoder = generator.Networks.GetValueOrDefault(Role) as nn.Module<Tensor, Tensor> ?? throw UserException.BadData(
                $"The generator in '{folder}' is a {card.Generator}, which has no encoder.", "Give one of a bagan, an improved-bagan or a smote.");
            GeneratorFolder.LoadNetwork(folder, card, Role, encoder);
            return new(generator, encoder, spec, card, $"latents of {card.Generator} {ContentHash.OfFile(Path.Combine(folder, GeneratorFolder.NetworksName)).Short}");
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <param name="images">[N,C,H,W] float32 in [-1,1], prepared as <see cref="Needs"/> says.</param>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, Needs.Channels, Needs.Resolution, Needs.Resolution]);
        return InParts.Of(images, AtOnce, Width, _encoder.forward);
    }

    public void Dispose() => _generator.Dispose();
}
