using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Autoencoding;

/// <summary>An autoencoder whose decoder is the generator.</summary>
internal sealed record AutoencoderParts
{
    /// <summary>How long it trains.</summary>
    public required int Epochs { get; init; }

    /// <summary>[N,C,H,W] in [-1,1] to latents [N,Z].</summary>
    public required nn.Module<Tensor, Tensor> Encoder { get; init; }

    /// <summary>Latents [N,Z] and labels [N] back to images [N,C,H,W].</summary>
    public required Func<Tensor, Tensor, Tensor> Decode { get; init; }

    /// <summary>Of images and what was made of them; a scalar.</summary>
    public required Func<Tensor, Tensor, Tensor> Loss { get; init; }

    /// <summary>
    /// What is added to the loss, weighted, given the latents [N,Z] of images [N,C,H,W] with their labels [N]; a scalar. Null for
    /// nothing.
    /// </summary>
    public Func<Tensor, Tensor, Tensor, Seed, Tensor>? Penalty { get; init; }

    /// <summary>
    /// Hands what was learned to what comes after it, given the latents [N,Z] of all training images and their labels [N].
    /// </summary>
    public Action<Tensor, Tensor> HandOver { get; init; } = (_, _) => { };
}
