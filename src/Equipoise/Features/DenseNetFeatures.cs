using Equipoise.Common;
using Equipoise.Features.Pretrained;
using Equipoise.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// The 1024 features before the last layer of a DenseNet121 with imported weights. Images are resized to 224 pixels, bilinear with
/// antialiasing, and scaled as the network was trained: torchvision's by ImageNet's mean and spread, TorchXRayVision's to [-1024,1024].
/// Grey images are repeated into three channels where the network has three, and the channels averaged where it has one.
/// </summary>
[Named("densenet121", "The 1024 features of a DenseNet121; needs imported weights.")]
public sealed class DenseNetFeatures : IFeatureExtractor
{
    private const int ImportedSide = 224;
    private const double XRayRange = 1024;
    private const int AtOnce = 32;

    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f], Spread = [0.229f, 0.224f, 0.225f];

    private readonly DenseNet121 _network;
    private readonly FeatureContext _context;
    private readonly Func<Tensor, Tensor> _prepare;

    /// <exception cref="UserException">No weights were imported.</exception>
    public DenseNetFeatures(FeatureContext context)
    {
        var (network, note) = context.Weights.Load("densenet121");
        (_network, _context, Identity) = ((DenseNet121)network, context, note.Identity);
        _prepare = note.Variant == DenseNet121Weights.TorchXRayVision ? AsTorchXRayVision : AsTorchvision;
        _network.to(context.Device);
    }

    public string Name => "densenet121";

    public int Width => _network.FeatureWidth;

    public string Identity { get; }

    /// <inheritdoc/>
    public Tensor Extract(Tensor images)
    {
        Shapes.Require(images, [-1, _context.Channels, -1, -1]);
        return InParts.Of(images, AtOnce, Width, part => _network.Features(_prepare(part)));
    }

    public void Dispose() => _network.Dispose();

    private static Tensor AsTorchvision(Tensor images)
    {
        using var scope = NewDisposeScope();
        var unit = (BilinearResize.To(images, ImportedSide).expand(-1, 3, -1, -1) + Number.One) / Number.Two; // [N,3,224,224]
        return ((unit - Channel(Mean, images)) / Channel(Spread, images)).MoveToOuterDisposeScope();
    }

    private static Tensor AsTorchXRayVision(Tensor images)
    {
        using var scope = NewDisposeScope();
        return (BilinearResize.To(images, ImportedSide).mean([1], keepdim: true) * (Number)XRayRange).MoveToOuterDisposeScope(); // [N,1,224,224]
    }

    private static Tensor Channel(float[] values, Tensor like) => tensor(values, device: like.device).reshape(1, 3, 1, 1);
}
