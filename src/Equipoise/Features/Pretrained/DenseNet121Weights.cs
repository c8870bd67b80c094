using System.Text.RegularExpressions;
using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Features.Pretrained;

/// <summary>DenseNet121 of torchvision (three channels) or TorchXRayVision (one).</summary>
[Named("densenet121", "DenseNet121, of TorchXRayVision (radiographs) or torchvision (photographs).")]
public sealed partial class DenseNet121Weights : IPretrainedNetwork
{
    /// <summary>The variant with three channels.</summary>
    internal const string Torchvision = "torchvision";

    /// <summary>The variant with one channel.</summary>
    internal const string TorchXRayVision = "torchxrayvision";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedWeights> Published { get; } =
    [
        new("densenet121-a639ec97.pth", "a639ec97", "https://download.pytorch.org/models/densenet121-a639ec97.pth", "torchvision's, trained on photographs"),
    ];

    /// <inheritdoc/>
    public string? Advice =>
        "For TorchXRayVision's, trained on radiographs, save the weights without their program, in Python:\n"
        + "  import torch, torchxrayvision as xrv\n"
        + "  torch.save(xrv.models.DenseNet(weights='densenet121-res224-all').state_dict(), 'xrv.pth')";

    /// <inheritdoc/>
    // torchvision's published file has the names that its layers had before modules' names could not have dots.
    public string? Rename(string name) => name == "op_threshs" ? null : OldName().Replace(name, "$1$2$3");

    /// <inheritdoc/>
    public nn.Module Build(IReadOnlyDictionary<string, Tensor> weights) => new DenseNet121(
        (int)Side(weights, "features.conv0.weight", 1, [1, 3], 3), (int)Side(weights, "classifier.weight", 0, null, 1000));

    /// <inheritdoc/>
    public (string Variant, int Channels, int Classes) Describe(nn.Module network)
    {
        var state = network.state_dict();
        var (channels, classes) = ((int)state["features.conv0.weight"].shape[1], (int)state["classifier.weight"].shape[0]);
        return (channels == 1 ? TorchXRayVision : Torchvision, channels, classes);
    }

    private static long Side(IReadOnlyDictionary<string, Tensor> weights, string name, int side, long[]? allowed, long otherwise) =>
        weights.TryGetValue(name, out var tensor) && tensor.dim() > side && tensor.shape[side] is > 0 and <= 100_000 and var found
            && allowed?.Contains(found) != false ? found : otherwise;

    [GeneratedRegex(@"^(.*\.denselayer\d+\.(?:norm|conv))\.([12])(\..*)$")]
    private static partial Regex OldName();
}
