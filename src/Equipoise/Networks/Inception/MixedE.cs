using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>Convolutions that end in 1 x 3 beside 3 x 1; torchvision's InceptionE.</summary>
internal sealed class MixedE : Module<Tensor, Tensor>
{
    private static readonly (long, long) Wide = (1, 3), High = (3, 1);

    private readonly bool _countPadding, _byMaximum;
    private readonly ConvUnit branch1x1, branch3x3_1, branch3x3_2a, branch3x3_2b;
    private readonly ConvUnit branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3a, branch3x3dbl_3b, branch_pool;

    /// <param name="last">Whether this is the last block, where the variant for FID pools by maximum.</param>
    public MixedE(int from, InceptionVariant variant, bool last)
        : base(nameof(MixedE))
    {
        (_countPadding, _byMaximum) = (variant == InceptionVariant.Torchvision, last && variant == InceptionVariant.Fid);
        branch1x1 = new ConvUnit(from, 320, 1);
        branch3x3_1 = new ConvUnit(from, 384, 1);
        branch3x3_2a = new ConvUnit(384, 384, Wide);
        branch3x3_2b = new ConvUnit(384, 384, High);
        branch3x3dbl_1 = new ConvUnit(from, 448, 1);
        branch3x3dbl_2 = new ConvUnit(448, 384, 3);
        branch3x3dbl_3a = new ConvUnit(384, 384, Wide);
        branch3x3dbl_3b = new ConvUnit(384, 384, High);
        branch_pool = new ConvUnit(from, 192, 1);
        RegisterComponents();
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,2048,H,W].</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var once = branch3x3_1.forward(x);
        var twice = branch3x3dbl_2.forward(branch3x3dbl_1.forward(x));
        var pooled = _byMaximum
            ? branch_pool.forward(functional.max_pool2d(x, 3, 1, 1))
            : branch_pool.Averaged(x, _countPadding);
        return cat(
            [
                branch1x1.forward(x), branch3x3_2a.forward(once), branch3x3_2b.forward(once),
                branch3x3dbl_3a.forward(twice), branch3x3dbl_3b.forward(twice), pooled,
            ],
            1).MoveToOuterDisposeScope();
    }
}
