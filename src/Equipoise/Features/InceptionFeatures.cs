using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Networks.Inception;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// The features of Inception v3 by which images are commonly compared (Heusel et al. 2017), with imported weights. Images are
/// resized to 299 pixels as pytorch-fid does: bilinear, corners not aligned, without antialiasing; grey ones are repeated into
/// three channels. torchvision's network gets the same, which is what its own preprocessing comes to but for the cropping.
/// </summary>
[Named("inception-v3", "The 2048 features of Inception v3; needs imported weights.")]
public sealed class InceptionFeatures : IFeatureExtractor
{
    private const int Side = 299;

    // More at once would take memory and save no time.
    private const int AtOnce = 16;

    private readonly InceptionV3 _network;
    private readonly int _channels;
    private readonly InceptionLayer _layer;
    private readonly string _weights;

    /// <exception cref="UserException">No weights were imported.</exception>
    public InceptionFeatures(FeatureContext context)
        : this(context, InceptionLayer.Last)
    {
    }

    /// <param name="layer">Where the features are taken.</param>
    /// <exception cref="UserException">No weights were imported.</exception>
    public InceptionFeatures(FeatureContext context, InceptionLayer layer)
    {
        (_channels, _layer) = (context.Channels, layer);
        var (network, note) = context.Weights.Load("inception-v3");
        (_network, _weights) = ((InceptionV3)network, note.Identity);
        _network.to(context.Device);
        _network.Fold();
    }

    public string Name => "inception-v3";

    public int Width => (int)_layer;

    public string Identity => $"{_weights} {Width}";

    /// <summary>Whose network it is.</summary>
    public InceptionVariant Variant => _network.Variant;

    /// <inheritdoc/>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, _channels, -1, -1]);
        return InParts.Of(images, AtOnce, Width, part => _network.Features(Prepare(part), _layer));
    }

    /// <summary>Logits of the network's classes from its features, for the inception score.</summary>
    /// <param name="features">[N,2048] of the last layer.</param>
    /// <param name="biased">False for what the score's first implementation took.</param>
    /// <returns>[N,classes] on the features' device; the caller owns it.</returns>
    public Tensor Logits(Tensor features, bool biased = true)
    {
        Shapes.Require(features, [-1, (int)InceptionLayer.Last]);
        using var noGrad = no_grad();
        return _network.Logits(features, biased);
    }

    public void Dispose() => _network.Dispose();

    private static Tensor Prepare(Tensor images)
    {
        var x = images.shape[2] == Side && images.shape[3] == Side
            ? images
            : nn.functional.interpolate(images, [Side, Side], mode: InterpolationMode.Bilinear, align_corners: false);
        return x.expand(-1, 3, -1, -1); // [N,3,299,299]
    }
}
