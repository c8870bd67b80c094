using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>What an optimiser remembers of earlier steps, as named tensors.</summary>
internal static class OptimiserMoments
{
    /// <summary>Moments and step counts by the names of the parameters. The moments stay the optimiser's own.</summary>
    /// <param name="names">Of the parameters, in the order in which the optimiser was given them.</param>
    public static IEnumerable<(string Name, Tensor Tensor)> Of(optim.Optimizer optimiser, IEnumerable<string> names)
    {
        foreach (var (name, state) in names.Zip(States(optimiser)))
        {
            yield return ($"{name}.step", tensor(Steps(state)));
            foreach (var (moment, tensor) in Moments(state))
                yield return ($"{name}.{moment}", tensor);
        }
    }

    /// <summary>Takes over what <see cref="Of"/> gave.</summary>
    public static void Load(optim.Optimizer optimiser, IEnumerable<string> names, Func<string, Tensor, Tensor> find)
    {
        using var noGrad = no_grad();
        foreach (var (name, state) in names.Zip(States(optimiser)))
        {
            using var steps = tensor(0L);
            var count = find($"{name}.step", steps).item<long>();
            switch (state)
            {
                case Adam.State adam:
                    adam.step = count;
                    break;
                case RMSProp.State rms:
                    rms.step = count;
                    break;
            }
            foreach (var (moment, tensor) in Moments(state))
                tensor.copy_(find($"{name}.{moment}", tensor));
        }
    }

    private static List<OptimizerState> States(optim.Optimizer optimiser) => ((OptimizerHelper)optimiser).state_dict().State;

    private static long Steps(OptimizerState state) => state switch
    {
        Adam.State adam => adam.step,
        RMSProp.State rms => rms.step,
        _ => throw new NotSupportedException($"The state of {state.GetType()} is not known."),
    };

    private static (string, Tensor)[] Moments(OptimizerState state) => state switch
    {
        Adam.State adam => [("exp_avg", adam.exp_avg), ("exp_avg_sq", adam.exp_avg_sq)],
        RMSProp.State rms => [("square_avg", rms.square_avg)],
        _ => throw new NotSupportedException($"The state of {state.GetType()} is not known."),
    };
}
