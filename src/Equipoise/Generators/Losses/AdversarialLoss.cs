using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>What the two networks minimise, as functions of the discriminator's outputs.</summary>
/// <param name="Discriminator">Of the outputs [N] for real images and [M] for fakes; a scalar.</param>
/// <param name="Generator">Of the outputs [M] for fakes; a scalar.</param>
internal sealed record AdversarialLoss(Func<Tensor, Tensor, Tensor> Discriminator, Func<Tensor, Tensor> Generator)
{
    /// <inheritdoc cref="NonSaturatingLoss"/>
    public static AdversarialLoss NonSaturating { get; } = new(NonSaturatingLoss.Discriminator, NonSaturatingLoss.Generator);

    /// <inheritdoc cref="MinimaxLoss"/>
    public static AdversarialLoss Minimax { get; } = new(NonSaturatingLoss.Discriminator, MinimaxLoss.Generator);

    /// <inheritdoc cref="LeastSquaresLoss"/>
    public static AdversarialLoss LeastSquares { get; } = new(LeastSquaresLoss.Discriminator, LeastSquaresLoss.Generator);

    /// <inheritdoc cref="WassersteinLoss"/>
    public static AdversarialLoss Wasserstein { get; } = new(WassersteinLoss.Discriminator, WassersteinLoss.Generator);

    /// <inheritdoc cref="HingeLoss"/>
    public static AdversarialLoss Hinge { get; } = new(HingeLoss.Discriminator, HingeLoss.Generator);
}
