using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Benchmarks.Plain;

/// <summary>Improved BAGAN's generator for 64 grey pixels and 3 classes: noise [N,128] and labels [N] to images [N,1,64,64].</summary>
internal sealed class ImprovedBaganGenerator : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> embedding = Embedding(3, 128);

    private readonly Module<Tensor, Tensor> decoder = Sequential(
        Linear(128, 256 * 4 * 4), LeakyReLU(0.2, inplace: true), Unflatten(1, [256, 4, 4]),
        ConvTranspose2d(256, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), LeakyReLU(0.2, inplace: true),
        ConvTranspose2d(128, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), LeakyReLU(0.2, inplace: true),
        ConvTranspose2d(128, 64, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(64), LeakyReLU(0.2, inplace: true),
        ConvTranspose2d(64, 1, 4, stride: 2, padding: 1), Tanh());

    public ImprovedBaganGenerator()
        : base(nameof(ImprovedBaganGenerator)) => RegisterComponents();

    public override Tensor forward(Tensor noise, Tensor labels) => decoder.forward(noise * embedding.forward(labels));
}
