using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks.Inception;

/// <summary>Convolutions of 7 x 7 as 1 x 7 and 7 x 1, once and twice; torchvision's InceptionC.</summary>
internal sealed class MixedC : Module<Tensor, Tensor>
{
    private static readonly (long, long) Wide = (1, 7), High = (7, 1);

    private readonly bool _countPadding;
    private readonly ConvUnit branch1x1, branch7x7_1, branch7x7_2, branch7x7_3;
    private readonly ConvUnit branch7x7dbl_1, branch7x7dbl_2, branch7x7dbl_3, branch7x7dbl_4, branch7x7dbl_5, branch_pool;

    /// <param name="inner">Channels within the branches of 7 x 7.</param>
    public MixedC(int from, int inner, InceptionVariant variant)
        : base(nameof(MixedC))
    {
        _countPadding = variant == InceptionVariant.Torchvision;
        branch1x1 = new ConvUnit(from, 192, 1);
        branch7x7_1 = new ConvUnit(from, inner, 1);
        branch7x7_2 = new ConvUnit(inner, inner, Wide);
        branch7x7_3 = new ConvUnit(inner, 192, High);
        branch7x7dbl_1 = new ConvUnit(from, inner, 1);
        branch7x7dbl_2 = new ConvUnit(inner, inner, High);
        branch7x7dbl_3 = new ConvUnit(inner, inner, Wide);
        branch7x7dbl_4 = new ConvUnit(inner, inner, High);
        branch7x7dbl_5 = new ConvUnit(inner, 192, Wide);
        branch_pool = new ConvUnit(from, 192, 1);
        RegisterComponents();
    }

    /// <param name="x">[N,from,H,W].</param>
    /// <returns>[N,768,H,W].</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var once = branch7x7_3.forward(branch7x7_2.forward(branch7x7_1.forward(x)));
        var twice = branch7x7dbl_3.forward(branch7x7dbl_2.forward(branch7x7dbl_1.forward(x)));
        twice = branch7x7dbl_5.forward(branch7x7dbl_4.forward(twice));
        return cat([branch1x1.forward(x), once, twice, branch_pool.Averaged(x, _countPadding)], 1).MoveToOuterDisposeScope();
    }
}
