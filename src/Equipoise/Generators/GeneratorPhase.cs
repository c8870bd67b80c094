using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Generators;

/// <summary>A stretch of a generator's training with a step of its own.</summary>
/// <param name="Name">For logs: <c>adversarial</c>, <c>autoencoder</c>.</param>
/// <param name="Epochs">How long it lasts; may be 0.</param>
/// <param name="Step">One training step on one batch, whose seed is all its randomness; the losses it computed, by name.</param>
public sealed record GeneratorPhase(string Name, int Epochs, Func<Batch, Seed, StepLosses> Step)
{
    /// <summary>
    /// Called before the first step with all training images, in order. Called again where training goes on from exactly
    /// there, so twice must be as good as once. Whoever takes a batch disposes it.
    /// </summary>
    public Action<IEnumerable<Batch>> Begin { get; init; } = _ => { };

    /// <summary>
    /// Called after the last step of every epoch, before samples are looked at, with all training images, in order: for what
    /// samples are drawn from beside weights. Whoever takes a batch disposes it.
    /// </summary>
    public Action<IEnumerable<Batch>> EndEpoch { get; init; } = _ => { };
}
