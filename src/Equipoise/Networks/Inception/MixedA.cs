using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>Convolutions of 1 x 1, 5 x 5 and twice 3 x 3 beside each other; torchvision's InceptionA.</summary>
internal sealed class MixedA : Module<Tensor, Tensor>
{
    private readonly bool _countPadding;
    private readonly ConvUnit branch1x1, branch5x5_1, branch5x5_2, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3, branch_pool;

    /// <param name="pooled">Channels of the branch that pools.</param>
    public MixedA(int from, int pooled, InceptionVariant variant)
        : base(nameof(MixedA))
    {
        _countPadding = variant == InceptionVariant.Torchvision;
        branch1x1 = new ConvUnit(from, 64, 1);
        branch5x5_1 = new ConvUnit(from, 48, 1);
        branch5x5_2 = new ConvUnit(48, 64, 5);
        branch3x3dbl_1 = new ConvUnit(from, 64, 1);
        branch3x3dbl_2 = new ConvUnit(64, 96, 3);
        branch3x3dbl_3 = new ConvUnit(96, 96, 3);
        branch_pool = new ConvUnit(from, pooled, 1);
        RegisterComponents();
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,224+pooled,H,W].</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var five = branch5x5_2.forward(branch5x5_1.forward(x));
        var three = branch3x3dbl_3.forward(branch3x3dbl_2.forward(branch3x3dbl_1.forward(x)));
        return cat([branch1x1.forward(x), five, three, branch_pool.Averaged(x, _countPadding)], 1).MoveToOuterDisposeScope();
    }
}
