using Equipoise.Common;
using Equipoise.Generators.Autoencoding;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// BAGAN (Mariani et al. 2018): an autoencoder teaches both networks before the adversarial phase, and the noise of a
/// class is drawn from the Gaussian of its encoded training images. The discriminator tells K classes and "fake" apart;
/// the generator wants its images told to be of the class that was asked for. Adam 5e-5 with betas 0.5 and 0.999, one
/// discriminator step per generator step; the discriminator sees a K-th as many fakes as real images. Unlike in the
/// authors' code the Gaussians' covariances are shrunk, since rare classes have fewer images than the latent has
/// dimensions (see <see cref="ClassGaussians"/>), and the generator's step takes the same fakes, of which the
/// discriminator saw some.
/// </summary>
[Named("bagan", "BAGAN: autoencoder, class Gaussians, classifying discriminator (Mariani et al. 2018)")]
public sealed record BaganSpec : AutoencoderGanSpec
{
    public override int LatentSize { get; init; } = 100;

    public override int BatchSize { get; init; } = 128;

    public override double LearningRate { get; init; } = 5e-5;

    /// <summary>Probability that a value between the layers of encoder and discriminator is dropped in training.</summary>
    public double DiscriminatorDropout { get; init; } = 0.3;

    /// <summary>Whether the discriminator starts from the encoder.</summary>
    public override bool DiscriminatorFromEncoder { get; init; } = true;

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, new()
    {
        Generator = () => new BaganGenerator(
            LatentSize, context.Classes, context.Channels, context.Resolution, MaxWidth,
            new LayerStyle(GeneratorActivation, SpectralNorm: GeneratorSpectralNorm)),
        Discriminator = () => new BaganDiscriminator(
            context.Classes, context.Channels, context.Resolution, MaxWidth, DiscriminatorStyle),
        Loss = AdversarialLoss.Classification,
        FakesShown = n => (n + context.Classes - 1) / context.Classes,
        Initialise = Initialisation.Glorot,
        Autoencoder = (g, d) => Autoencoder((BaganGenerator)g, d, context),
    });

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (DiscriminatorDropout is not (>= 0 and < 1))
            yield return $"discriminatorDropout must be at least 0 and below 1; received {DiscriminatorDropout}.";
    }

    private protected override int LeastWidth => 128;

    private LayerStyle DiscriminatorStyle => new(DiscriminatorActivation, SpectralNorm: DiscriminatorSpectralNorm, Dropout: DiscriminatorDropout);

    private AutoencoderParts Autoencoder(BaganGenerator g, nn.Module d, GeneratorContext context)
    {
        var encoder = new BaganEncoder(LatentSize, context.Channels, context.Resolution, MaxWidth, DiscriminatorStyle);
        return new AutoencoderParts
        {
            Epochs = AutoencoderEpochs,
            Encoder = encoder,
            Decode = (latents, _) => g.Decode(latents),
            Loss = (x, made) => (x - made).Squared().mean(),
            HandOver = (latents, labels) =>
            {
                using var gaussians = ClassGaussians.Fit(latents, labels, context.Classes);
                g.SetGaussians(gaussians.Means, gaussians.Factors);
                HandOver(encoder, d);
            },
        };
    }
}
