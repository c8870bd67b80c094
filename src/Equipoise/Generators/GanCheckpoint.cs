using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>A moment of training from which it can go on. Owns its tensors.</summary>
public sealed class GanCheckpoint : IDisposable
{
    private readonly Dictionary<string, Tensor> _state;

    /// <param name="state">Becomes the checkpoint's own.</param>
    public GanCheckpoint(GanProgress progress, Dictionary<string, Tensor> state) => (Progress, _state) = (progress, state);

    /// <summary>Where training stood.</summary>
    public GanProgress Progress { get; }

    /// <summary>What <see cref="IGan.State"/> gave.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Copies the state of a GAN.</summary>
    public static GanCheckpoint Of(IGan gan, GanProgress progress) => new(progress, Weights.Copy(gan.State));

    public void Dispose()
    {
        foreach (var tensor in _state.Values)
            tensor.Dispose();
    }
}
