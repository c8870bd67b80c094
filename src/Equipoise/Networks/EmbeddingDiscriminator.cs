using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Improved BAGAN's discriminator (Huang and Jafari 2020), told the class by an embedding that the features are multiplied
/// with: the convolutions of <see cref="ConvTrunk"/>, times an activated linear layer of the embedding, then two linear
/// layers, nothing between; one logit. Their style is LeakyReLU 0.2 without normalisation. <c>trunk</c> is named as
/// <see cref="ConvEncoder"/>'s, so that a copy starts it from there.
/// </summary>
internal sealed class EmbeddingDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential trunk;
    private readonly Sequential label;
    private readonly Sequential head;

    /// <param name="maxWidth">Channels of the 4 x 4 map, a multiple of 64.</param>
    /// <param name="labelSize">Length of a label's embedding; theirs is 512.</param>
    /// <param name="hiddenSize">Units of the linear layer before the last; theirs are 512.</param>
    public EmbeddingDiscriminator(int classes, int channels, int resolution, int maxWidth, int labelSize, int hiddenSize, LayerStyle style)
        : base(nameof(EmbeddingDiscriminator))
    {
        var features = ConvTrunk.Features(maxWidth);
        trunk = ConvTrunk.Of(channels, resolution, maxWidth, style);
        label = Sequential(style.Wrap(Embedding(classes, labelSize)), style.Wrap(Linear(labelSize, features)), style.Activation.Layer());
        head = Sequential(style.Wrap(Linear(features, hiddenSize)), style.Wrap(Linear(hiddenSize, 1)));
        RegisterComponents();
    }

    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N] float32, logits.</returns>
    public override Tensor forward(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var features = trunk.forward(images).flatten(1) * label.forward(labels); // [N,16 maxWidth]
        return head.forward(features).flatten().to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
