using Equipoise.Common;
using Equipoise.Data;
using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>A class-conditional generative adversarial network under training: its steps, its samples, its whole state.</summary>
public interface IGan : IDisposable
{
    /// <summary>What training consists of, in order. The last phase is the adversarial one, whose step is <see cref="Step"/>.</summary>
    IReadOnlyList<GanPhase> Phases { get; }

    /// <summary>
    /// One adversarial step on one batch: an update of the discriminator and, at every <c>discriminatorSteps</c>-th call,
    /// one of the generator after it. The GAN counts its calls, so that one loop trains every GAN.
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

    /// <summary>The same images, with the way back to the noise: for searching noise that gives an image.</summary>
    /// <inheritdoc cref="Sample"/>
    Tensor Decode(Tensor labels, Tensor noise);

    /// <summary>How real the discriminator finds images of these classes, on a scale of its own: its score, or where it
    /// classifies the log-probability of the class. In evaluation mode, without gradients.</summary>
    /// <param name="images">[N,C,H,W] float32 in [-1,1].</param>
    /// <param name="labels">[N] int64.</param>
    /// <returns>[N] float32; higher is more real.</returns>
    Tensor Realness(Tensor images, Tensor labels);

    /// <summary>Multiplies the learning rates of the settings, from the next step on.</summary>
    void ScaleLearningRates(double factor);

    /// <summary>Every network by its role: <c>generator</c>, <c>average</c>, <c>discriminator</c> and what else there is.</summary>
    IReadOnlyDictionary<string, nn.Module> Networks { get; }

    /// <summary>The weights from which <see cref="Sample"/> draws, by name. The tensors stay the GAN's own.</summary>
    IReadOnlyDictionary<string, Tensor> GeneratorWeights();

    /// <summary>Takes over weights that <see cref="GeneratorWeights"/> gave.</summary>
    /// <exception cref="ArgumentException">A name or shape does not fit.</exception>
    void LoadGeneratorWeights(IReadOnlyDictionary<string, Tensor> weights);

    /// <summary>
    /// All that later steps and samples depend on, by name: networks, averages, singular vectors, moments of the
    /// optimisers, counters. There are no random generators in it: a step's seed is all. The tensors change with the
    /// next step; copy what is to be kept.
    /// </summary>
    IReadOnlyDictionary<string, Tensor> State();

    /// <summary>Takes over what <see cref="State"/> gave.</summary>
    /// <exception cref="ArgumentException">A name or shape does not fit.</exception>
    void LoadState(IReadOnlyDictionary<string, Tensor> state);
}
