using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// All that a training step depends on, as tensors with names: <c>generator.main.0.weight</c>,
/// <c>optimisers.generator.main.0.weight.exp_avg</c>, <c>counters.steps</c>.
/// </summary>
internal sealed class TrainingState
{
    private readonly List<(string Name, nn.Module Network)> _networks = [];
    private readonly List<(string Name, Optimiser Optimiser, string[] Parameters)> _optimisers = [];
    private readonly List<(string Name, Func<long> Read, Action<long> Write)> _counters = [];

    /// <summary>Networks by name.</summary>
    public IReadOnlyDictionary<string, nn.Module> Networks => _networks.ToDictionary(n => n.Name, n => n.Network);

    public void Add(string name, nn.Module network) => _networks.Add((name, network));

    /// <param name="networks">Whose parameters, in their order, the optimiser was given.</param>
    public void Add(string name, Optimiser optimiser, params IReadOnlyList<nn.Module> networks)
    {
        var parameters = new List<string>();
        foreach (var network in networks)
            parameters.AddRange(network.named_parameters().Select(p => networks.Count == 1 ? p.name : $"{network.GetName()}.{p.name}"));
        _optimisers.Add((name, optimiser, [.. parameters]));
    }

    public void Add(string name, Func<long> read, Action<long> write) => _counters.Add((name, read, write));

    /// <summary>The state; its tensors are the networks' and optimisers' own but for the counters, which are the caller's.</summary>
    public Dictionary<string, Tensor> Read()
    {
        var state = new Dictionary<string, Tensor>();
        foreach (var (name, network) in _networks)
            foreach (var (key, tensor) in network.state_dict())
                state.Add($"{name}.{key}", tensor);
        foreach (var (name, optimiser, parameters) in _optimisers)
            foreach (var (key, tensor) in optimiser.State(parameters))
                state.Add($"optimisers.{name}.{key}", tensor);
        foreach (var (name, read, _) in _counters)
            state.Add($"counters.{name}", tensor(read()));
        return state;
    }

    /// <summary>Takes over what <see cref="Read"/> gave.</summary>
    /// <exception cref="ArgumentException">A name is missing or too many, or a shape differs.</exception>
    public void Write(IReadOnlyDictionary<string, Tensor> state)
    {
        using var scope = NewDisposeScope();
        var own = Read();
        if (state.Keys.FirstOrDefault(k => !own.ContainsKey(k)) is { } surplus)
            throw new ArgumentException($"The state does not fit: '{surplus}' is unknown.");
        foreach (var (name, network) in _networks)
            Weights.Load(network, network.state_dict().Keys.ToDictionary(k => k, k => Find(state, $"{name}.{k}", own[$"{name}.{k}"])));
        foreach (var (name, optimiser, parameters) in _optimisers)
            optimiser.LoadState(parameters, (key, like) => Find(state, $"optimisers.{name}.{key}", like));
        foreach (var (name, _, write) in _counters)
            write(Find(state, $"counters.{name}", own[$"counters.{name}"]).item<long>());
    }

    private static Tensor Find(IReadOnlyDictionary<string, Tensor> state, string name, Tensor like) =>
        !state.TryGetValue(name, out var tensor) ? throw new ArgumentException($"The state does not fit: '{name}' is missing.")
        : tensor.shape.SequenceEqual(like.shape) ? tensor
        : throw new ArgumentException($"The state does not fit: '{name}' has shape [{string.Join(",", tensor.shape)}], expected [{string.Join(",", like.shape)}].");
}
