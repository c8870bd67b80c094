using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>The moments of training that matter later. Owns them.</summary>
/// <param name="now">The latest.</param>
public sealed class GeneratorSnapshots(GeneratorCheckpoint now) : IDisposable
{
    /// <summary>The latest.</summary>
    public GeneratorCheckpoint Now => now;

    /// <summary>That to which training goes back when it diverges; null where it does not.</summary>
    public GeneratorCheckpoint? Good { get; init; }

    /// <summary>The generator's weights at the best measurement so far; null where the last are taken.</summary>
    public Dictionary<string, Tensor>? Best { get; init; }

    public void Dispose()
    {
        Now.Dispose();
        Good?.Dispose();
        foreach (var tensor in Best?.Values ?? Enumerable.Empty<Tensor>())
            tensor.Dispose();
    }
}
