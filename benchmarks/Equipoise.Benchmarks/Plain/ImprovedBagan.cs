using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Benchmarks.Plain;

/// <summary>The adversarial phase of Improved BAGAN as it is usually written.</summary>
[Named("improved-bagan", "Improved BAGAN in plain TorchSharp")]
internal sealed class ImprovedBagan(Device device)
    : PlainGan(() => new ImprovedBaganGenerator(), new ImprovedBaganDiscriminator(), beta2: 0.9, device)
{
    private const double PenaltyWeight = 10;

    protected override Tensor Terms(Tensor x, Tensor y, Tensor fake) => WrongLabels(x, y) + Penalty(x, y, fake);

    private Tensor WrongLabels(Tensor x, Tensor y) =>
        IsReal(Discriminate(x, (y + randint(1, 3, y.shape, dtype: ScalarType.Int64, device: y.device)).remainder(3)), 0);

    private Tensor Penalty(Tensor x, Tensor y, Tensor fake)
    {
        var a = rand([x.shape[0], 1, 1, 1], device: x.device);
        var points = (a * x + (1 - a) * fake).requires_grad_();
        var gradient = autograd.grad([Discriminate(points, y).sum()], [points], create_graph: true, retain_graph: true)[0];
        return PenaltyWeight * ((gradient.flatten(1).square().sum(1) + 1e-12).sqrt() - 1).square().mean();
    }
}
