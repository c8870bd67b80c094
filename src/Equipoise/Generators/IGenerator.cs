using static TorchSharp.torch;

namespace Equipoise.Generators;

/// <summary>A class-conditional generator of images under training: its phases, its samples, its whole state.</summary>
public interface IGenerator : IDisposable
{
    /// <summary>What training consists of, in order; nothing where there is nothing to learn. Samples are measured in the last.</summary>
    IReadOnlyList<GeneratorPhase> Phases { get; }

    /// <summary>Images from the weights that <see cref="GeneratorWeights"/> gives.</summary>
    /// <param name="labels">[N] int64.</param>
    /// <param name="noise">[N,LatentSize] float32, standard normal.</param>
    /// <returns>[N,C,H,W] float32 in [-1,1].</returns>
    Tensor Sample(Tensor labels, Tensor noise);

    /// <summary>
    /// The same images, with the way back to the noise as far as there is one: for searching noise that gives an image.
    /// </summary>
    /// <inheritdoc cref="Sample"/>
    Tensor Decode(Tensor labels, Tensor noise);

    /// <summary>Multiplies the learning rates of the settings, from the next step on.</summary>
    void ScaleLearningRates(double factor);

    /// <summary>
    /// Every network by its role: <c>generator</c>, <c>average</c>, <c>discriminator</c>, <c>encoder</c>, as far as there is
    /// one; none where nothing is learned.
    /// </summary>
    IReadOnlyDictionary<string, nn.Module> Networks { get; }

    /// <summary>The weights from which <see cref="Sample"/> draws, by name. The tensors stay the generator's own.</summary>
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
