using Equipoise.Common;
using Equipoise.Features;
using Equipoise.Imaging;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>
/// What the last layer of a trained classifier reads: 1024 features of a DenseNet121, 512 of a small CNN. They tell what a classifier of these
/// very classes sees of an image; distances of two classifiers' features have no common unit.
/// </summary>
public sealed class ClassifierFeatures : IFeatureExtractor
{
    private const int AtOnce = 32;

    private readonly nn.Module<Tensor, Tensor> _network;

    private ClassifierFeatures(nn.Module<Tensor, Tensor> network, ClassifierCard card) => (_network, Needs, Identity) =
        (network, card.Preprocessing, $"classifier {new ContentHash(card.Weights).Short}");

    public string Name => "classifier";

    public int Width => ((IFeatureNetwork)_network).FeatureWidth;

    public string Identity { get; }

    public Preprocessing Needs { get; }

    /// <summary>Those of the classifier in a folder; the caller disposes them.</summary>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="UserException">There is no classifier, or it is damaged.</exception>
    public static ClassifierFeatures Load(string folder, Device device)
    {
        var (network, card) = ClassifierFolder.Load(folder, device);
        return new(network, card);
    }

    /// <inheritdoc/>
    /// <param name="images">[N,C,H,W] float32 in [-1,1], prepared as <see cref="Needs"/> says.</param>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, Needs.Channels, Needs.Resolution, Needs.Resolution]);
        return InParts.Of(images, AtOnce, Width, ((IFeatureNetwork)_network).Features);
    }

    public void Dispose() => _network.Dispose();
}
