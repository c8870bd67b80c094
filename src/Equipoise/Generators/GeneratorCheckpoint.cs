using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>A moment of training from which it can go on. Owns its tensors.</summary>
public sealed class GeneratorCheckpoint : IDisposable
{
    private readonly Dictionary<string, Tensor> _state;

    /// <param name="state">Becomes the checkpoint's own.</param>
    public GeneratorCheckpoint(GeneratorProgress progress, Dictionary<string, Tensor> state) => (Progress, _state) = (progress, state);

    /// <summary>Where training stood.</summary>
    public GeneratorProgress Progress { get; }

    /// <summary>What <see cref="IGenerator.State"/> gave.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Copies the state of a generator.</summary>
    public static GeneratorCheckpoint Of(IGenerator generator, GeneratorProgress progress) => new(progress, Weights.Copy(generator.State));

    public void Dispose()
    {
        foreach (var tensor in _state.Values)
            tensor.Dispose();
    }
}
