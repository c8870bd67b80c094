using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Wasserstein GAN with gradient penalty (Gulrajani et al. 2017, algorithm 1) on DCGAN's networks without batch
/// normalisation in the critic: its slope is drawn towards one between real images and fakes. Adam 1e-4 with betas 0
/// and 0.9, five critic steps per generator step. Each pair of the penalty keeps the real image's label, since a critic
/// told of classes is measured within a class. The generator's step takes the fakes of the critic's last one instead of
/// fresh noise, which saves a pass.
/// </summary>
[Named("wgan-gp", "Wasserstein GAN with gradient penalty (Gulrajani et al. 2017), class-conditional")]
public sealed record WganGpSpec : ConvGanSpec
{
    public override double LearningRate { get; init; } = 1e-4;

    public override double Beta1 { get; init; }

    public override double Beta2 { get; init; } = 0.9;

    public override int DiscriminatorSteps { get; init; } = 5;

    /// <summary>None or layer; batch would couple the images whose slopes are penalised.</summary>
    public override Normalisation DiscriminatorNormalisation { get; init; } = Normalisation.None;

    /// <summary>Weight of the gradient penalty, lambda.</summary>
    public double PenaltyWeight { get; init; } = 10;

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, Parts(
        context, AdversarialLoss.Wasserstein, PenaltyWeight == 0 ? [] : [("penalty", (judge, x, y, fake, seed) =>
            (Number)PenaltyWeight * GradientPenalty.At(points => judge(points, y), GradientPenalty.Between(x, fake, seed)))]));

    public override IEnumerable<string> Problems() => [.. base.Problems(), .. PenaltyProblems(PenaltyWeight)];
}
