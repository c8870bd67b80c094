using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks.Plain;

/// <summary>Improved BAGAN's discriminator for 64 grey pixels and 3 classes: images [N,1,64,64] and labels [N] to logits [N].</summary>
internal sealed class ImprovedBaganDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> trunk = Sequential(
        Conv2d(1, 64, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
        Conv2d(64, 128, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
        Conv2d(128, 128, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
        Conv2d(128, 256, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true));

    private readonly Module<Tensor, Tensor> label = Sequential(
        Embedding(3, 512), Linear(512, 256 * 4 * 4), LeakyReLU(0.2, inplace: true));

    private readonly Module<Tensor, Tensor> head = Sequential(Linear(256 * 4 * 4, 512), Linear(512, 1));

    public ImprovedBaganDiscriminator()
        : base(nameof(ImprovedBaganDiscriminator)) => RegisterComponents();

    public override Tensor forward(Tensor images, Tensor labels) =>
        head.forward(trunk.forward(images).flatten(1) * label.forward(labels)).view(-1);
}
