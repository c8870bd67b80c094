using Equipoise.Common;
using Equipoise.Generators.Losses;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Least-squares GAN (Mao et al. 2017) on DCGAN's networks: the discriminator regresses 1 for real and 0 for fake, so
/// that fakes far from the boundary still get a gradient.
/// </summary>
[Named("lsgan", "least-squares GAN (Mao et al. 2017), class-conditional")]
public sealed record LsganSpec : ConvGanSpec
{
    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, Parts(context, AdversarialLoss.LeastSquares));
}
