using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// A rule by which weights follow their gradients, with what it remembers of earlier steps. TorchSharp's own rules are not used:
/// they do not hold the numbers that they pass to libtorch; see <see cref="Common.Number"/>.
/// </summary>
internal abstract class Optimiser : IDisposable
{
    private readonly Weight[] _weights;
    private readonly string[] _moments;

    /// <param name="parameters">In the order of the names in <see cref="State"/>, on their device.</param>
    /// <param name="moments">PyTorch's names of what is remembered of each weight, in its shape and 0 at first.</param>
    private protected Optimiser(IEnumerable<Parameter> parameters, double learningRate, params string[] moments)
    {
        (LearningRate, _moments) = (learningRate, moments);
        _weights = [.. parameters.Select(p => new Weight(p, [.. moments.Select(_ => zeros_like(p).DetachFromDisposeScope())]))];
    }

    /// <summary>How far weights follow their gradients from the next step on.</summary>
    public double LearningRate { get; set; }

    /// <summary>The weights.</summary>
    public IEnumerable<Parameter> Parameters => _weights.Select(w => w.Parameter);

    /// <summary>Sets the gradients to 0, so that the next backward pass does not add to them.</summary>
    public void ZeroGrad()
    {
        using var scope = NewDisposeScope();
        foreach (var weight in _weights)
            weight.Parameter.grad?.zero_();
    }

    /// <summary>One step down the gradients; a weight without one stays as it is.</summary>
    public void Step()
    {
        using var noGrad = no_grad();
        // One for all weights: memory given back after each would be fetched from the system again for the next.
        using var scope = NewDisposeScope();
        foreach (var weight in _weights)
            if (weight.Parameter.grad is { } gradient)
                Follow(weight.Parameter, gradient, weight.Moments, ++weight.Steps);
    }

    /// <summary>Moments and step counts by the names of the parameters. The moments stay the optimiser's own.</summary>
    /// <param name="names">Of the parameters, in the order in which the optimiser was given them.</param>
    public IEnumerable<(string Name, Tensor Tensor)> State(IEnumerable<string> names)
    {
        foreach (var (name, weight) in names.Zip(_weights))
        {
            yield return ($"{name}.step", tensor(weight.Steps));
            foreach (var (moment, tensor) in _moments.Zip(weight.Moments))
                yield return ($"{name}.{moment}", tensor);
        }
    }

    /// <summary>Takes over what <see cref="State"/> gave.</summary>
    /// <param name="find">A tensor by its name, in the shape of another.</param>
    public void LoadState(IEnumerable<string> names, Func<string, Tensor, Tensor> find)
    {
        using var noGrad = no_grad();
        foreach (var (name, weight) in names.Zip(_weights))
        {
            using var steps = tensor(0L);
            weight.Steps = find($"{name}.step", steps).item<long>();
            foreach (var (moment, tensor) in _moments.Zip(weight.Moments))
                tensor.copy_(find($"{name}.{moment}", tensor));
        }
    }

    public void Dispose()
    {
        foreach (var moment in _weights.SelectMany(w => w.Moments))
            moment.Dispose();
    }

    /// <summary>Moves one weight, and what is remembered of it, in place.</summary>
    /// <param name="step">1 for the weight's first.</param>
    private protected abstract void Follow(Parameter weight, Tensor gradient, Tensor[] moments, long step);

    private sealed class Weight(Parameter parameter, Tensor[] moments)
    {
        public Parameter Parameter => parameter;

        public Tensor[] Moments => moments;

        public long Steps { get; set; }
    }
}
