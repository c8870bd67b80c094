using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// A discriminator of fully connected layers (Goodfellow et al. 2014), told the class beside the pixels; one
/// logit.
/// </summary>
internal sealed class MlpDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly Mlp mlp;

    /// <param name="hidden">Units of each hidden layer.</param>
    public MlpDiscriminator(int classes, int channels, int resolution, int hidden, int hiddenLayers, LayerStyle style)
        : base(nameof(MlpDiscriminator))
    {
        mlp = new Mlp(channels * resolution * resolution, classes, hidden, hiddenLayers, 1, style);
        RegisterComponents();
    }

    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N] float32, logits.</returns>
    public override Tensor forward(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return mlp.forward(images.flatten(1), labels).flatten().to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
