using Equipoise.Common;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// RMSprop (Hinton 2012) as PyTorch computes it, uncentred and without momentum: gradients over the root of their mean square, to
/// which 1e-8 is added.
/// </summary>
internal sealed class RmsProp(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate, "square_avg")
{
    private const double Smoothing = 0.99, Epsilon = 1e-8;

    private protected override void Follow(Parameter weight, Tensor gradient, Tensor[] moments, long step)
    {
        var square = moments[0];
        using Scalar decay = Smoothing, share = 1 - Smoothing, rate = -LearningRate;
        square.mul_(decay).addcmul_(gradient, gradient, share);
        weight.addcdiv_(gradient, square.sqrt().PlusInPlace((Number)Epsilon), rate);
    }
}
