using Equipoise.Common;
using Equipoise.Generators.Autoencoding;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Improved BAGAN, BAGAN-GP (Huang and Jafari 2020): a supervised autoencoder teaches the generator, an embedding of the
/// class times the latent and a decoder, before the adversarial phase; the discriminator must also turn down real images
/// with a wrong label, and its slope is drawn towards one between real images and fakes. Adam 2e-4 with betas 0.5 and
/// 0.9, five discriminator steps per generator step. Labels of fakes are uniform over the classes: that is the balancing.
/// Where the authors' code departs from what they describe, the description is the default and the code an option:
/// <see cref="Interpolation"/>, <see cref="WrongLabelsMayBeTrue"/>. Unlike theirs, every discriminator step has a batch of
/// its own, where they train five times on one; the generator's step takes the fakes of the last of them.
/// </summary>
[Named("improved-bagan", "Improved BAGAN with gradient penalty (Huang and Jafari 2020)")]
public sealed record ImprovedBaganSpec : AutoencoderGanSpec
{
    public override int BatchSize { get; init; } = 128;

    public override double Beta2 { get; init; } = 0.9;

    public override int DiscriminatorSteps { get; init; } = 5;

    public override Activation GeneratorActivation { get; init; } = Activation.LeakyRelu;

    /// <summary>Width of the label's embedding in the discriminator.</summary>
    public int LabelSize { get; init; } = 512;

    /// <summary>Units of the discriminator's last hidden layer.</summary>
    public int HiddenSize { get; init; } = 512;

    /// <summary>Whether the discriminator starts from the encoder, which the authors left out.</summary>
    public override bool DiscriminatorFromEncoder { get; init; }

    /// <summary>Weight of the gradient penalty, lambda.</summary>
    public double PenaltyWeight { get; init; } = 10;

    /// <summary>How the points of the penalty lie between real images and fakes; the authors' code has normal.</summary>
    public InterpolationFactor Interpolation { get; init; } = InterpolationFactor.Uniform;

    /// <summary>Weight of the term for real images with a wrong label; 0 for none.</summary>
    public double WrongLabelWeight { get; init; } = 1;

    /// <summary>Whether a wrong label may happen to be the true one, as in the authors' code.</summary>
    public bool WrongLabelsMayBeTrue { get; init; }

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, new()
    {
        Generator = () => new EmbeddingGenerator(
            LatentSize, context.Classes, context.Channels, context.Resolution, MaxWidth,
            new LayerStyle(GeneratorActivation, Normalisation.Batch, GeneratorSpectralNorm)),
        Discriminator = () => new EmbeddingDiscriminator(
            context.Classes, context.Channels, context.Resolution, MaxWidth, LabelSize, HiddenSize, DiscriminatorStyle),
        Loss = AdversarialLoss.NonSaturating,
        Terms = [.. Terms(context.Classes)],
        Initialise = Initialisation.Glorot,
        Autoencoder = (g, d) => Autoencoder((EmbeddingGenerator)g, d, context),
    });

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        foreach (var (name, size) in new[] { ("labelSize", LabelSize), ("hiddenSize", HiddenSize) })
            if (size < 1)
                yield return $"{name} must be at least 1; received {size}.";
        if (!(PenaltyWeight >= 0))
            yield return $"penaltyWeight must be at least 0; received {PenaltyWeight}.";
        foreach (var problem in WrongLabelTerm.Problems(WrongLabelWeight))
            yield return problem;
    }

    private protected override int LeastWidth => 64;

    private LayerStyle DiscriminatorStyle => new(DiscriminatorActivation, SpectralNorm: DiscriminatorSpectralNorm);

    private IEnumerable<(string, DiscriminatorTerm)> Terms(int classes)
    {
        foreach (var term in WrongLabelTerm.Of(WrongLabelWeight, classes, WrongLabelsMayBeTrue, AdversarialLoss.NonSaturating))
            yield return term;
        if (PenaltyWeight > 0)
            yield return ("penalty", (judge, x, y, fake, seed) =>
                (Number)PenaltyWeight * GradientPenalty.At(points => judge(points, y), GradientPenalty.Between(x, fake, seed, Interpolation)));
    }

    private AutoencoderParts Autoencoder(EmbeddingGenerator g, nn.Module d, GeneratorContext context)
    {
        var encoder = new ConvEncoder(LatentSize, context.Channels, context.Resolution, MaxWidth, DiscriminatorStyle);
        return new AutoencoderParts
        {
            Epochs = AutoencoderEpochs,
            Encoder = encoder,
            Decode = g.forward,
            Loss = (x, made) => (x - made).abs().mean(),
            HandOver = (_, _) => HandOver(encoder, d),
        };
    }
}
