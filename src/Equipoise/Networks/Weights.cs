using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>Copies named tensors into a network.</summary>
public static class Weights
{
    /// <summary>Every tensor of the network must be given, in its shape, and nothing else.</summary>
    /// <exception cref="ArgumentException">A name is missing or too many, or a shape differs.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, Tensor> weights)
    {
        using var noGrad = no_grad();
        var own = network.state_dict();
        var missing = own.Keys.Except(weights.Keys).ToList();
        var surplus = weights.Keys.Except(own.Keys).ToList();
        if (missing.Count + surplus.Count > 0)
            throw new ArgumentException(
                $"The weights do not fit {network.GetName()}: missing [{string.Join(", ", missing)}], unknown [{string.Join(", ", surplus)}].");
        foreach (var (name, tensor) in own)
        {
            if (!tensor.shape.SequenceEqual(weights[name].shape))
                throw new ArgumentException(
                    $"'{name}' has shape [{string.Join(",", weights[name].shape)}], expected [{string.Join(",", tensor.shape)}].");
            tensor.copy_(weights[name]);
        }
    }

    /// <summary>Copies of all tensors of the network; the caller disposes them.</summary>
    public static Dictionary<string, Tensor> Snapshot(nn.Module network)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return network.state_dict().ToDictionary(w => w.Key, w => w.Value.detach().clone().DetachFromDisposeScope());
    }
}
