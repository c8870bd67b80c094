using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>Halves the map by 3 x 3, by three of them, and by pooling; torchvision's InceptionB.</summary>
internal sealed class MixedB : Module<Tensor, Tensor>
{
    private readonly ConvUnit branch3x3, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3;

    public MixedB(int from)
        : base(nameof(MixedB))
    {
        branch3x3 = new ConvUnit(from, 384, 3, stride: 2, padding: false);
        branch3x3dbl_1 = new ConvUnit(from, 64, 1);
        branch3x3dbl_2 = new ConvUnit(64, 96, 3);
        branch3x3dbl_3 = new ConvUnit(96, 96, 3, stride: 2, padding: false);
        RegisterComponents();
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,480+from,(H-1)/2,(W-1)/2].</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var three = branch3x3dbl_3.forward(branch3x3dbl_2.forward(branch3x3dbl_1.forward(x)));
        return cat([branch3x3.forward(x), three, functional.max_pool2d(x, 3, 2)], 1).MoveToOuterDisposeScope();
    }
}
