using Equipoise.Common;
using Equipoise.Generators.Losses;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Deep convolutional GAN (Radford et al. 2016): batch normalisation in both networks, the non-saturating loss, Adam
/// 2e-4 with betas 0.5 and 0.999. The paper of Equipoise used a learning rate of 0.002.
/// </summary>
[Named("dcgan", "deep convolutional GAN (Radford et al. 2016), class-conditional")]
public sealed record DcganSpec : ConvGanSpec
{
    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, Parts(context, AdversarialLoss.NonSaturating));
}
