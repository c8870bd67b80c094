using Equipoise.Common;
using Equipoise.Generators.Losses;
using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Wasserstein GAN (Arjovsky et al. 2017, algorithm 1) on DCGAN's networks: the critic is kept Lipschitz by clipping all
/// of its weights after each update. RMSprop 5e-5, five critic steps per generator step. Unlike the algorithm, the
/// generator's step takes the fakes of the critic's last one instead of fresh noise, which saves a pass.
/// </summary>
[Named("wgan", "Wasserstein GAN with clipped weights (Arjovsky et al. 2017), class-conditional")]
public sealed record WganSpec : ConvGanSpec
{
    public override OptimiserKind Optimiser { get; init; } = OptimiserKind.RmsProp;

    public override double LearningRate { get; init; } = 5e-5;

    public override int DiscriminatorSteps { get; init; } = 5;

    /// <summary>Greatest absolute value of the critic's weights.</summary>
    public double WeightClip { get; init; } = 0.01;

    public override IGan Build(GeneratorContext context) => new AdversarialGan(this, context, Parts(context, AdversarialLoss.Wasserstein) with
    {
        Constrain = Clip,
    });

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (!(WeightClip > 0))
            yield return $"weightClip must be above 0; received {WeightClip}.";
    }

    private void Clip(nn.Module critic)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in critic.parameters())
            parameter.ClampInPlace(-WeightClip, WeightClip);
    }
}
