using Equipoise.Common;
using Equipoise.Data;

namespace Equipoise.Generators;

/// <summary>A stretch of a GAN's training with a step of its own.</summary>
/// <param name="Name">For logs: <c>adversarial</c>, <c>autoencoder</c>.</param>
/// <param name="Epochs">How long it lasts; may be 0.</param>
/// <param name="Step">One training step on one batch; see <see cref="IGan.Step"/>.</param>
public sealed record GanPhase(string Name, int Epochs, Func<Batch, Seed, StepLosses> Step)
{
    /// <summary>
    /// Called before the first step with all training images, in order. Called again where training goes on from exactly
    /// there, so twice must be as good as once. Whoever takes a batch disposes it.
    /// </summary>
    public Action<IEnumerable<Batch>> Begin { get; init; } = _ => { };
}
