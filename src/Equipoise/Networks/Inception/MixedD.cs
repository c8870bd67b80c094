using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>Halves the map by 3 x 3, by 7 x 7 and 3 x 3, and by pooling; torchvision's InceptionD.</summary>
internal sealed class MixedD : Module<Tensor, Tensor>
{
    private readonly ConvUnit branch3x3_1, branch3x3_2, branch7x7x3_1, branch7x7x3_2, branch7x7x3_3, branch7x7x3_4;

    public MixedD(int from)
        : base(nameof(MixedD))
    {
        branch3x3_1 = new ConvUnit(from, 192, 1);
        branch3x3_2 = new ConvUnit(192, 320, 3, stride: 2, padding: false);
        branch7x7x3_1 = new ConvUnit(from, 192, 1);
        branch7x7x3_2 = new ConvUnit(192, 192, (1, 7));
        branch7x7x3_3 = new ConvUnit(192, 192, (7, 1));
        branch7x7x3_4 = new ConvUnit(192, 192, 3, stride: 2, padding: false);
        RegisterComponents();
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,512+from,(H-1)/2,(W-1)/2].</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var three = branch3x3_2.forward(branch3x3_1.forward(x));
        var seven = branch7x7x3_4.forward(branch7x7x3_3.forward(branch7x7x3_2.forward(branch7x7x3_1.forward(x))));
        return cat([three, seven, functional.max_pool2d(x, 3, 2)], 1).MoveToOuterDisposeScope();
    }
}
