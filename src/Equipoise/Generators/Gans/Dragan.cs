using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;

namespace Equipoise.Generators.Gans;

/// <summary>
/// DRAGAN (Kodali et al. 2017), conditional, on DCGAN's networks without batch normalisation in the discriminator: the
/// non-saturating loss, and a penalty that draws the slope of the logit towards one around the real images, with their
/// labels. Adam 2e-4 with betas 0.5 and 0.999.
/// </summary>
[Named("dragan", "conditional DRAGAN: gradient penalty around the real images (Kodali et al. 2017)")]
public sealed record DraganSpec : ConvGanSpec
{
    /// <summary>None or layer; batch would couple the images whose slopes are penalised.</summary>
    public override Normalisation DiscriminatorNormalisation { get; init; } = Normalisation.None;

    /// <summary>Weight of the gradient penalty, lambda.</summary>
    public double PenaltyWeight { get; init; } = 10;

    /// <summary>Reach of the noise around real images, in units of the spread of their pixels.</summary>
    public double PerturbationScale { get; init; } = 0.5;

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, Parts(
        context, AdversarialLoss.NonSaturating, PenaltyWeight == 0 ? [] : [("penalty", (judge, x, y, _, seed) =>
            (Number)PenaltyWeight * GradientPenalty.At(points => judge(points, y), DraganPenalty.Around(x, PerturbationScale, seed)))]));

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems().Concat(PenaltyProblems(PenaltyWeight)))
            yield return problem;
        if (!(PerturbationScale >= 0))
            yield return $"perturbationScale must be at least 0; received {PerturbationScale}.";
    }
}
