using Equipoise.Common;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Features.Pretrained;

/// <summary>What must hold of a file before its weights are used.</summary>
internal static class WeightsCheck
{
    private const string Counter = "num_batches_tracked";

    /// <summary>A file's hash, and whether it is one that its makers published.</summary>
    /// <exception cref="UserException">It has the name of a published file and another content, or cannot be read.</exception>
    public static (ContentHash Hash, bool Published) Origin(string name, IPretrainedNetwork network, string file)
    {
        var hash = WeightsFile.Open(file, PretrainedNetworks.HowToGet(name), ContentHash.Of);
        var all = PretrainedNetworks.All.Entries.SelectMany(e => e.Create().Published);
        if (all.FirstOrDefault(p => p.File == Path.GetFileName(file)) is { } named && !Has(hash, named))
            throw UserException.BadData(
                $"'{file}' is not the file of that name: its SHA-256 begins with {hash.Hex[..named.HashStart.Length]}, that of the published file with {named.HashStart}.",
                $"It may be damaged or cut short; download it again from {named.Address}. Weights of your own are accepted under another name.");
        return (hash, network.Published.Any(p => Has(hash, p)));
    }

    /// <summary>The network with a file's weights; the caller disposes it.</summary>
    /// <exception cref="UserException">The file cannot be read, or its weights do not fit or are not finite.</exception>
    public static nn.Module Fill(string name, IPretrainedNetwork network, string file)
    {
        using var scope = NewDisposeScope();
        var read = WeightsFile.Read(file);
        scope.Attach(read.Values);
        var weights = Renamed(network, read);
        var filled = network.Build(weights);
        try
        {
            AddCounters(filled, weights);
            Weights.Load(filled, weights);
            RequireFinite(filled, file);
            filled.eval();
            scope.Detach([.. filled.state_dict().Values]);
            return filled;
        }
        catch (Exception e) when (e is ArgumentException or UserException)
        {
            filled.Dispose();
            throw e is UserException ? e : UserException.BadData($"'{file}' cannot serve '{name}'. {e.Message}", Guess(name, read));
        }
    }

    private static bool Has(ContentHash hash, PublishedWeights published) => hash.Hex.StartsWith(published.HashStart, StringComparison.Ordinal);

    private static Dictionary<string, Tensor> Renamed(IPretrainedNetwork network, Dictionary<string, Tensor> read)
    {
        var weights = new Dictionary<string, Tensor>();
        foreach (var (given, tensor) in read)
            if (network.Rename(given) is { } own)
                weights[own] = tensor;
        return weights;
    }

    // Files from before PyTorch 0.4.1 lack them, and inference does not look at them.
    private static void AddCounters(nn.Module network, Dictionary<string, Tensor> weights)
    {
        foreach (var (name, tensor) in network.state_dict().Where(t => t.Key.EndsWith(Counter, StringComparison.Ordinal)))
            weights.TryAdd(name, zeros_like(tensor));
    }

    private static void RequireFinite(nn.Module network, string file)
    {
        foreach (var (name, tensor) in network.state_dict())
            if (!tensor.isfinite().all().item<bool>())
                throw UserException.BadData($"'{file}' holds a number in {name} that is not finite.", "It may be damaged; download or make it again.");
    }

    // The other network that shares most names with the file, if that is most of them.
    private static string Guess(string name, Dictionary<string, Tensor> read)
    {
        foreach (var other in PretrainedNetworks.All.Entries.Where(e => e.Name != name))
        {
            var network = other.Create();
            var weights = Renamed(network, read);
            using var built = network.Build(weights);
            var own = built.state_dict();
            if (own.Keys.Count(weights.ContainsKey) > own.Count / 2)
                return $"It looks like {other.Name}: equipoise weights import {other.Name} FILE";
        }
        return PretrainedNetworks.HowToGet(name);
    }
}
