using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>An optimiser with its settings.</summary>
/// <param name="Beta1">Adam's decay of the first moment.</param>
/// <param name="Beta2">Adam's decay of the second moment.</param>
/// <param name="GradientClip">Greatest Euclidean norm of the gradient over all weights; 0 for any.</param>
internal sealed record OptimiserSettings(OptimiserKind Kind, double LearningRate, double Beta1, double Beta2, double GradientClip)
{
    /// <summary>A new optimiser of these weights; the caller disposes it.</summary>
    public Optimiser Build(IEnumerable<Parameter> parameters) => Kind switch
    {
        OptimiserKind.RmsProp => new RmsProp(parameters, LearningRate),
        _ => new Adam(parameters, LearningRate, Beta1, Beta2),
    };

    /// <summary>Sets the learning rate to a multiple of the settings'.</summary>
    public void Scale(Optimiser optimiser, double factor) => optimiser.LearningRate = LearningRate * factor;

    /// <summary>One step down the gradient of <paramref name="loss"/>, clipped.</summary>
    public void Step(Optimiser optimiser, Tensor loss)
    {
        optimiser.ZeroGrad();
        loss.backward();
        if (GradientClip > 0)
            nn.utils.clip_grad_norm_(optimiser.Parameters, GradientClip);
        optimiser.Step();
    }
}
