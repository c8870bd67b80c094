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
    public optim.Optimizer Build(IEnumerable<Parameter> parameters) => Kind switch
    {
        OptimiserKind.RmsProp => optim.RMSProp(parameters, LearningRate),
        _ => optim.Adam(parameters, LearningRate, Beta1, Beta2),
    };

    /// <summary>Sets the learning rate to a multiple of the settings'.</summary>
    public void Scale(optim.Optimizer optimiser, double factor)
    {
        foreach (var group in optimiser.ParamGroups)
            group.LearningRate = LearningRate * factor;
    }

    /// <summary>One step down the gradient of <paramref name="loss"/>, clipped.</summary>
    public void Step(optim.Optimizer optimiser, Tensor loss)
    {
        optimiser.zero_grad();
        loss.backward();
        if (GradientClip > 0)
            nn.utils.clip_grad_norm_(optimiser.parameters().OfType<Parameter>(), GradientClip);
        optimiser.step();
    }
}
