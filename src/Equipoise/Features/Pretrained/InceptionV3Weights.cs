using Equipoise.Common;
using Equipoise.Networks;
using Equipoise.Networks.Inception;
using static TorchSharp.torch;

namespace Equipoise.Features.Pretrained;

/// <summary>Inception v3 of torchvision or pytorch-fid, which differ in the number of classes.</summary>
[Named("inception-v3", "Inception v3, of pytorch-fid (for the Fréchet inception distance) or torchvision.")]
public sealed class InceptionV3Weights : IPretrainedNetwork
{
    private const int FidClasses = 1008;
    private const int TorchvisionClasses = 1000;

    /// <inheritdoc/>
    public IReadOnlyList<PublishedWeights> Published { get; } =
    [
        new("pt_inception-2015-12-05-6726825d.pth", "6726825d",
            "https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth",
            "the network of the published Fréchet inception distances"),
        new("inception_v3_google-0cc3c7bd.pth", "0cc3c7bd",
            "https://download.pytorch.org/models/inception_v3_google-0cc3c7bd.pth", "torchvision's; its distances compare with no others"),
    ];

    /// <inheritdoc/>
    public string? Advice => null;

    /// <inheritdoc/>
    public string? Rename(string name) => name.StartsWith("AuxLogits.", StringComparison.Ordinal) ? null : name;

    /// <inheritdoc/>
    public nn.Module Build(IReadOnlyDictionary<string, Tensor> weights)
    {
        var classes = weights.TryGetValue("fc.weight", out var fc) && fc.dim() == 2 && fc.shape[0] == FidClasses ? FidClasses : TorchvisionClasses;
        return new InceptionV3(classes == FidClasses ? InceptionVariant.Fid : InceptionVariant.Torchvision, classes);
    }

    /// <inheritdoc/>
    public (string Variant, int Channels, int Classes) Describe(nn.Module network) => ((InceptionV3)network).Variant == InceptionVariant.Fid
        ? ("fid", 3, FidClasses)
        : ("torchvision", 3, TorchvisionClasses);
}
