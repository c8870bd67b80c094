using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;

namespace Equipoise.Generators.Gans;

/// <summary>What SNGAN minimises.</summary>
public enum SnganLoss
{
    /// <summary>See <see cref="HingeLoss"/>.</summary>
    Hinge,

    /// <summary>Binary cross-entropy; see <see cref="NonSaturatingLoss"/>.</summary>
    Bce,
}

/// <summary>
/// Spectrally normalised GAN (Miyato et al. 2018) on DCGAN's networks: every layer of the discriminator is divided by
/// its spectral norm (one power iteration per step, see <see cref="Networks.SpectralNorm"/>), which has no batch
/// normalisation. Hinge loss; Adam 2e-4 with betas 0.5 and 0.999.
/// </summary>
[Named("sngan", "spectrally normalised GAN (Miyato et al. 2018), class-conditional")]
public sealed record SnganSpec : ConvGanSpec
{
    public override bool DiscriminatorSpectralNorm { get; init; } = true;

    public override Normalisation DiscriminatorNormalisation { get; init; } = Normalisation.None;

    /// <summary>Hinge or binary cross-entropy.</summary>
    public SnganLoss Loss { get; init; } = SnganLoss.Hinge;

    public override IGan Build(GeneratorContext context) => new AdversarialGan(
        this, context, Parts(context, Loss == SnganLoss.Bce ? AdversarialLoss.NonSaturating : AdversarialLoss.Hinge));
}
