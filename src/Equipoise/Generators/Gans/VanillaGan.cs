using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;

namespace Equipoise.Generators.Gans;

/// <summary>What the generator of the original GAN minimises.</summary>
public enum VanillaGeneratorLoss
{
    /// <summary><c>-log D(G(z))</c>, with which the authors trained; see <see cref="NonSaturatingLoss"/>.</summary>
    NonSaturating,

    /// <summary><c>log(1 - D(G(z)))</c>, their equation 1 to the letter; see <see cref="MinimaxLoss"/>.</summary>
    Minimax,
}

/// <summary>
/// The original GAN (Goodfellow et al. 2014) of fully connected layers, class-conditional (Mirza and Osindero 2014): the
/// one-hot label enters beside the noise and beside the pixels. Two hidden layers as in the authors' networks; LeakyReLU
/// in place of their maxout, and Adam in place of momentum.
/// </summary>
[Named("gan", "the original, fully connected GAN (Goodfellow et al. 2014), class-conditional")]
public sealed record VanillaGanSpec : GanSpec
{
    /// <summary>Units of each hidden layer.</summary>
    public int HiddenSize { get; init; } = 512;

    /// <summary>Hidden layers of each network.</summary>
    public int HiddenLayers { get; init; } = 2;

    /// <summary>Probability that a value between the discriminator's layers is dropped in training.</summary>
    public double DiscriminatorDropout { get; init; } = 0.5;

    /// <summary>What the generator minimises; both have the same optimum.</summary>
    public VanillaGeneratorLoss GeneratorLoss { get; init; } = VanillaGeneratorLoss.NonSaturating;

    /// <summary>Weight of a term for real images with a wrong label, which the discriminator must turn down too; 0 for none.</summary>
    public double WrongLabelWeight { get; init; }

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, new()
    {
        Generator = () => new MlpGenerator(
            LatentSize, context.Classes, context.Channels, context.Resolution, HiddenSize, HiddenLayers,
            new LayerStyle(GeneratorActivation, SpectralNorm: GeneratorSpectralNorm)),
        Discriminator = () => new MlpDiscriminator(
            context.Classes, context.Channels, context.Resolution, HiddenSize, HiddenLayers,
            new LayerStyle(DiscriminatorActivation, SpectralNorm: DiscriminatorSpectralNorm, Dropout: DiscriminatorDropout)),
        Loss = Loss,
        Terms = [.. WrongLabelTerm.Of(WrongLabelWeight, context.Classes, mayBeTrue: false, Loss)],
        Initialise = Initialisation.He,
    });

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (HiddenSize < 1)
            yield return $"hiddenSize must be at least 1; received {HiddenSize}.";
        if (HiddenLayers < 1)
            yield return $"hiddenLayers must be at least 1; received {HiddenLayers}.";
        if (DiscriminatorDropout is not (>= 0 and < 1))
            yield return $"discriminatorDropout must be at least 0 and below 1; received {DiscriminatorDropout}.";
        foreach (var problem in WrongLabelTerm.Problems(WrongLabelWeight))
            yield return problem;
    }

    private AdversarialLoss Loss => GeneratorLoss == VanillaGeneratorLoss.Minimax ? AdversarialLoss.Minimax : AdversarialLoss.NonSaturating;
}
