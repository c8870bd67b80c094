using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks.Plain;

/// <summary>DCGAN's discriminator for 64 grey pixels and 3 classes: images [N,1,64,64] and labels [N] to logits [N].</summary>
internal sealed class DcganDiscriminator : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> main = Sequential(
        Conv2d(1 + 3, 64, 4, stride: 2, padding: 1), LeakyReLU(0.2, inplace: true),
        Conv2d(64, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), LeakyReLU(0.2, inplace: true),
        Conv2d(128, 256, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(256), LeakyReLU(0.2, inplace: true),
        Conv2d(256, 512, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(512), LeakyReLU(0.2, inplace: true),
        Conv2d(512, 1, 4));

    public DcganDiscriminator()
        : base(nameof(DcganDiscriminator)) => RegisterComponents();

    public override Tensor forward(Tensor images, Tensor labels)
    {
        var planes = functional.one_hot(labels, 3).to(ScalarType.Float32).view(-1, 3, 1, 1).expand(-1, 3, 64, 64);
        return main.forward(cat([images, planes], 1)).view(-1);
    }
}
