using Equipoise.Common;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// Adam (Kingma and Ba 2015) as PyTorch computes it: mean and uncentred variance of the gradients, corrected for their start at 0;
/// epsilon 1e-8 is added to the root.
/// </summary>
/// <param name="beta1">Decay of the mean.</param>
/// <param name="beta2">Decay of the variance.</param>
internal sealed class Adam(IEnumerable<Parameter> parameters, double learningRate, double beta1 = 0.9, double beta2 = 0.999)
    : Optimiser(parameters, learningRate, "exp_avg", "exp_avg_sq")
{
    private const double Epsilon = 1e-8;

    private protected override void Follow(Parameter weight, Tensor gradient, Tensor[] moments, long step)
    {
        var (mean, variance) = (moments[0], moments[1]);
        using Scalar decay1 = beta1, share1 = 1 - beta1, decay2 = beta2, share2 = 1 - beta2;
        mean.mul_(decay1).add_(gradient, share1);
        variance.mul_(decay2).addcmul_(gradient, gradient, share2);
        var spread = variance.sqrt().OverInPlace(Math.Sqrt(1 - Math.Pow(beta2, step))).PlusInPlace((Number)Epsilon);
        using Scalar rate = -(LearningRate / (1 - Math.Pow(beta1, step)));
        weight.addcdiv_(mean, spread, rate);
    }
}
