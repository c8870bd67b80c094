using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Classification;

/// <summary>What classifies.</summary>
public enum ClassifierNetwork
{
    /// <summary>DenseNet121 (Huang et al. 2017), the paper's.</summary>
    Densenet121,

    /// <summary>Three convolutions, for a quick look at small images; see <see cref="Networks.SmallCnn"/>.</summary>
    SmallCnn,
}

internal static class ClassifierNetworks
{
    /// <summary>A new network with weights that are still to be drawn: [N,C,H,W] to logits [N,classes].</summary>
    public static nn.Module<Tensor, Tensor> New(this ClassifierNetwork kind, int channels, int classes) =>
        kind == ClassifierNetwork.SmallCnn ? new SmallCnn(channels, classes) : new DenseNet121(channels, classes);
}
