using static TorchSharp.torch;

namespace Equipoise.Features.Pretrained;

/// <summary>A network whose weights can be imported. Variants carry a <see cref="Common.NamedAttribute"/>, named as the extractor
/// that they serve.</summary>
public interface IPretrainedNetwork
{
    /// <summary>The files that are known.</summary>
    IReadOnlyList<PublishedWeights> Published { get; }

    /// <summary>What else the user should know before looking for a file.</summary>
    string? Advice { get; }

    /// <summary>The name in this program of a file's tensor; null where it is not needed.</summary>
    string? Rename(string name);

    /// <summary>The network that takes these weights, judged by a few of them; where those are missing, the most common one. It may
    /// turn out not to fit.</summary>
    /// <param name="weights">By their names in this program.</param>
    nn.Module Build(IReadOnlyDictionary<string, Tensor> weights);

    /// <summary>Describes a network that <see cref="Build"/> made.</summary>
    (string Variant, int Channels, int Classes) Describe(nn.Module network);
}
