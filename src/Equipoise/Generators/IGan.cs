using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>
/// A generative adversarial network: a generator that learns from a discriminator. Its last phase is the adversarial one, whose
/// step is <see cref="Step"/>.
/// </summary>
public interface IGan : IGenerator
{
    /// <summary>
    /// One adversarial step on one batch: an update of the discriminator and, at every <c>discriminatorSteps</c>-th call,
    /// one of the generator after it. The GAN counts its calls, so that one loop trains every GAN.
    /// </summary>
    /// <param name="real">[N,C,H,W] float32 in [-1,1] with labels.</param>
    /// <param name="seed">The seed of this step; all its randomness comes from it.</param>
    /// <returns>The losses that this call computed, by name; the generator's only where it was updated.</returns>
    StepLosses Step(Batch real, Seed seed);

    /// <summary>How real the discriminator finds images of these classes, on a scale of its own: its score, or where it
    /// classifies the log-probability of the class. In evaluation mode, without gradients.</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N] float32; higher is more real.</returns>
    Tensor Realness(Tensor images, Tensor labels);
}
