using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>A class-conditional generative adversarial network under training: its step, its samples, its weights.</summary>
public interface IGan : IDisposable
{
    /// <summary>
    /// One training step on one batch: an update of the discriminator and, at every <c>discriminatorSteps</c>-th call, one
    /// of the generator after it. The GAN counts its calls, so that one loop trains every GAN.
    /// </summary>
    /// <param name="real">[N,C,H,W] float32 in [-1,1] with labels.</param>
    /// <param name="seed">The seed of this step; all its randomness comes from it.</param>
    /// <returns>The losses that this call computed, by name; the generator's only where it was updated.</returns>
    StepLosses Step(Batch real, Seed seed);

    /// <summary>Images from the averaged generator.</summary>
    /// <param name="labels">[N] int64.</param>
    /// <param name="noise">[N,LatentSize] float32, standard normal.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    Tensor Sample(Tensor labels, Tensor noise);

    /// <summary>Every network: what trains, and averages of it.</summary>
    IReadOnlyList<nn.Module> Networks => GanNetworks.Of(this);

    /// <summary>The weights from which <see cref="Sample"/> draws, by name. The tensors stay the GAN's own.</summary>
    IReadOnlyDictionary<string, Tensor> GeneratorWeights();

    /// <summary>Takes over weights that <see cref="GeneratorWeights"/> gave.</summary>
    /// <exception cref="ArgumentException">A name or shape does not fit.</exception>
    void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights);
}
