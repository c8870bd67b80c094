using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks.Plain;

/// <summary>DCGAN's generator for 64 grey pixels and 3 classes: noise [N,128] and labels [N] to images [N,1,64,64].</summary>
internal sealed class DcganGenerator : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> main = Sequential(
        ConvTranspose2d(128 + 3, 512, 4, bias: false), BatchNorm2d(512), ReLU(inplace: true),
        ConvTranspose2d(512, 256, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(256), ReLU(inplace: true),
        ConvTranspose2d(256, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), ReLU(inplace: true),
        ConvTranspose2d(128, 64, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(64), ReLU(inplace: true),
        ConvTranspose2d(64, 1, 4, stride: 2, padding: 1), Tanh());

    public DcganGenerator()
        : base(nameof(DcganGenerator)) => RegisterComponents();

    public override Tensor forward(Tensor noise, Tensor labels) =>
        main.forward(cat([noise, functional.one_hot(labels, 3).to(ScalarType.Float32)], 1).view(-1, 128 + 3, 1, 1));
}
