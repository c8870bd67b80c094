using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>Copies named tensors into a network.</summary>
public static class Weights
{
    private const int Shown = 5;

    /// <summary>
    /// Every tensor of the network must be given, in its shape, and nothing else; types are converted. Where anything does
    /// not fit, the network stays as it was.
    /// </summary>
    /// <exception cref="ArgumentException">What is missing, unexpected or of another shape: the first few of each.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, Tensor> weights)
    {
        using var noGrad = no_grad();
        var own = network.state_dict();
        string[] problems =
        [
            .. List("missing", own.Keys.Where(n => !weights.ContainsKey(n)).Select(Common.Printable.Name)),
            .. List("unexpected", weights.Keys.Where(n => !own.ContainsKey(n)).Select(Common.Printable.Name)),
            .. List("of another shape", own.Where(w => weights.TryGetValue(w.Key, out var given) && !given.shape.SequenceEqual(w.Value.shape))
                .Select(w => $"{w.Key} [{string.Join(',', weights[w.Key].shape)}], needed [{string.Join(',', w.Value.shape)}]")),
        ];
        if (problems.Length > 0)
            throw new ArgumentException($"The weights do not fit {network.GetName()}: {string.Join("; ", problems)}.");
        foreach (var (name, tensor) in own)
            tensor.copy_(weights[name]);
    }

    /// <summary>Copies of all tensors of the network; the caller disposes them.</summary>
    public static Dictionary<string, Tensor> Snapshot(nn.Module network) => Copy(() => network.state_dict());

    /// <summary>Copies of tensors; the caller disposes them.</summary>
    /// <param name="tensors">Called here, so that what it makes anew is disposed here.</param>
    internal static Dictionary<string, Tensor> Copy(Func<IReadOnlyDictionary<string, Tensor>> tensors)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return tensors().ToDictionary(w => w.Key, w => w.Value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>The tensors whose names begin with <paramref name="prefix"/>, by what follows it. They stay their owner's.</summary>
    internal static Dictionary<string, Tensor> Under(IReadOnlyDictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value);

    /// <summary>Copies the tensors whose names begin with <paramref name="prefix"/>, which both networks must have alike.</summary>
    internal static void CopyPart(nn.Module from, nn.Module to, string prefix)
    {
        using var noGrad = no_grad();
        var source = from.state_dict();
        foreach (var (name, tensor) in to.state_dict().Where(w => w.Key.StartsWith(prefix, StringComparison.Ordinal)))
            tensor.copy_(source[name]);
    }

    private static IEnumerable<string> List(string what, IEnumerable<string> names)
    {
        List<string> all = [.. names];
        if (all.Count > 0)
            yield return $"{all.Count} {what} ({string.Join("; ", all.Take(Shown))}{(all.Count > Shown ? "; ..." : "")})";
    }
}
