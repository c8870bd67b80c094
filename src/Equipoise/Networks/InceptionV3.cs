using Equipoise.Common;
using Equipoise.Networks.Inception;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Equipoise.Networks;

/// <summary>
/// Inception v3 (Szegedy et al. 2016) without its auxiliary classifier and dropout, which inference does not need. Modules are
/// named as torchvision's, so that its state dictionaries, and those of pytorch-fid, fit.
/// </summary>
public sealed class InceptionV3 : Module<Tensor, Tensor>
{
    private readonly ConvUnit Conv2d_1a_3x3, Conv2d_2a_3x3, Conv2d_2b_3x3, Conv2d_3b_1x1, Conv2d_4a_3x3;
    private readonly MixedA Mixed_5b, Mixed_5c, Mixed_5d;
    private readonly MixedB Mixed_6a;
    private readonly MixedC Mixed_6b, Mixed_6c, Mixed_6d, Mixed_6e;
    private readonly MixedD Mixed_7a;
    private readonly MixedE Mixed_7b, Mixed_7c;
    private readonly Linear fc;
    private bool _folded;

    /// <param name="classes">Outputs: 1000 in torchvision's published weights, 1008 in those for FID.</param>
    public InceptionV3(InceptionVariant variant, int classes)
        : base(nameof(InceptionV3))
    {
        Variant = variant;
        Conv2d_1a_3x3 = new ConvUnit(3, 32, 3, stride: 2, padding: false);
        Conv2d_2a_3x3 = new ConvUnit(32, 32, 3, padding: false);
        Conv2d_2b_3x3 = new ConvUnit(32, 64, 3);
        Conv2d_3b_1x1 = new ConvUnit(64, 80, 1);
        Conv2d_4a_3x3 = new ConvUnit(80, 192, 3, padding: false);
        Mixed_5b = new MixedA(192, 32, variant);
        Mixed_5c = new MixedA(256, 64, variant);
        Mixed_5d = new MixedA(288, 64, variant);
        Mixed_6a = new MixedB(288);
        Mixed_6b = new MixedC(768, 128, variant);
        Mixed_6c = new MixedC(768, 160, variant);
        Mixed_6d = new MixedC(768, 160, variant);
        Mixed_6e = new MixedC(768, 192, variant);
        Mixed_7a = new MixedD(768);
        Mixed_7b = new MixedE(1280, variant, last: false);
        Mixed_7c = new MixedE(2048, variant, last: true);
        fc = Linear(2048, classes);
        RegisterComponents();
        eval();
    }

    /// <summary>Whose Inception v3 it is.</summary>
    public InceptionVariant Variant { get; }

    /// <summary>
    /// Multiplies every batch normalisation into its convolution: the same results, up to rounding, in less time. For
    /// inference on the weights as they are now; call it again after loading others.
    /// </summary>
    public void Fold()
    {
        foreach (var unit in modules().OfType<ConvUnit>())
            unit.Fold();
        _folded = true;
    }

    /// <summary>Logits of the classes.</summary>
    /// <param name="images">[N,3,H,W] float32 in [-1,1], sides of at least 75; 299 is what the published weights were trained for.</param>
    /// <returns>[N,classes].</returns>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        return Logits(Features(images)).MoveToOuterDisposeScope();
    }

    /// <summary>Features of images, averaged over the map.</summary>
    /// <param name="images">[N,3,H,W] float32 in [-1,1], sides of at least 75.</param>
    /// <param name="layer">Where they are taken; nothing behind it is computed.</param>
    /// <returns>[N,D], D being the value of <paramref name="layer"/>.</returns>
    public Tensor Features(Tensor images, InceptionLayer layer = InceptionLayer.Last)
    {
        Shapes.Require(images, [-1, 3, -1, -1]);
        using var scope = NewDisposeScope();
        var x = _folded ? ChannelsLast.Of(images) : images.alias(); // [N,3,H,W]
        foreach (var stage in Stages(layer))
        {
            var before = x;
            x = stage(before);
            before.Dispose();
        }
        return x.mean([2, 3]).MoveToOuterDisposeScope(); // [N,D]
    }

    /// <summary>Logits from features of the last layer.</summary>
    /// <param name="features">[N,2048].</param>
    /// <param name="biased">Without the bias they are what the first implementation of the inception score took.</param>
    /// <returns>[N,classes].</returns>
    public Tensor Logits(Tensor features, bool biased = true) =>
        functional.linear(features, fc.weight!, biased ? fc.bias : null);

    private IEnumerable<Func<Tensor, Tensor>> Stages(InceptionLayer layer)
    {
        List<Func<Tensor, Tensor>> stages = [Conv2d_1a_3x3.forward, Conv2d_2a_3x3.forward, Conv2d_2b_3x3.forward, Pool];
        if (layer >= InceptionLayer.SecondPool)
            stages.AddRange([Conv2d_3b_1x1.forward, Conv2d_4a_3x3.forward, Pool]);
        if (layer >= InceptionLayer.BeforeAuxiliary)
            stages.AddRange([
                Mixed_5b.forward, Mixed_5c.forward, Mixed_5d.forward, Mixed_6a.forward,
                Mixed_6b.forward, Mixed_6c.forward, Mixed_6d.forward, Mixed_6e.forward,
            ]);
        if (layer >= InceptionLayer.Last)
            stages.AddRange([Mixed_7a.forward, Mixed_7b.forward, Mixed_7c.forward]);
        return stages;
    }

    private static Tensor Pool(Tensor x) => functional.max_pool2d(x, 3, 2);
}
