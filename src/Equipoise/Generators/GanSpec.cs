using System.Text.Json.Serialization;
using Equipoise.Networks;

namespace Equipoise.Generators;

/// <summary>The settings that every GAN has beside those of every generator: what is adversarial.</summary>
public abstract record GanSpec : GeneratorSpec
{
    /// <summary>Classes of the fakes; uniform is what balances.</summary>
    [JsonPropertyOrder(2)]
    public LabelSampling FakeLabels { get; init; } = LabelSampling.Uniform;

    /// <summary>What is done to all images that the discriminator sees.</summary>
    [JsonPropertyOrder(2)]
    public DiscriminatorAugmentation Augmentation { get; init; } = DiscriminatorAugmentation.None;

    /// <summary>Decay per step of the generator's exponential moving average, from which all samples are drawn; 0 to use the last weights.</summary>
    [JsonPropertyOrder(2)]
    public double EmaDecay { get; init; } = 0.999;

    /// <summary>
    /// Discriminator steps per generator step. Every batch of real images is one discriminator step; every so many
    /// batches the generator follows. An epoch stays one pass over the training images.
    /// </summary>
    [JsonPropertyOrder(4)]
    public virtual int DiscriminatorSteps { get; init; } = 1;

    /// <summary>The discriminator's learning rate (Heusel et al. 2017); unless given, the generator's.</summary>
    [JsonPropertyOrder(6)]
    public double? DiscriminatorLearningRate { get; init; }

    /// <summary>The discriminator's <c>beta1</c>; unless given, the generator's.</summary>
    [JsonPropertyOrder(6)]
    public double? DiscriminatorBeta1 { get; init; }

    /// <summary>The discriminator's <c>beta2</c>; unless given, the generator's.</summary>
    [JsonPropertyOrder(6)]
    public double? DiscriminatorBeta2 { get; init; }

    /// <summary>Greatest Euclidean norm of the discriminator's gradient, over all weights; 0 for any.</summary>
    [JsonPropertyOrder(8)]
    public double DiscriminatorGradientClip { get; init; }

    /// <summary>Between the discriminator's layers.</summary>
    [JsonPropertyOrder(10)]
    public Activation DiscriminatorActivation { get; init; } = Activation.LeakyRelu;

    /// <summary>Whether every layer of the discriminator is spectrally normalised.</summary>
    [JsonPropertyOrder(12)]
    public virtual bool DiscriminatorSpectralNorm { get; init; }

    public abstract override IGan Build(GeneratorContext context);

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (EmaDecay is not (>= 0 and < 1))
            yield return $"emaDecay must be at least 0 and below 1; received {EmaDecay}.";
        if (DiscriminatorSteps < 1)
            yield return $"discriminatorSteps must be at least 1; received {DiscriminatorSteps}.";
        foreach (var problem in OptimiserProblems(
            DiscriminatorOptimiser, "discriminatorLearningRate", "discriminatorBeta1", "discriminatorBeta2", "discriminatorGradientClip"))
            yield return problem;
    }

    /// <summary>The optimiser of the discriminator's weights.</summary>
    internal OptimiserSettings DiscriminatorOptimiser => new(
        Optimiser, DiscriminatorLearningRate ?? LearningRate, DiscriminatorBeta1 ?? Beta1, DiscriminatorBeta2 ?? Beta2, DiscriminatorGradientClip);
}
