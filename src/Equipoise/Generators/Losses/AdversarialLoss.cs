using static TorchSharp.torch;

namespace Equipoise.Generators.Losses;

/// <summary>What the two networks minimise, as functions of the discriminator's outputs.</summary>
/// <param name="Discriminator">Of the outputs [N] for real images, their labels [N], and the outputs [M] for fakes; a scalar.</param>
/// <param name="Generator">Of the outputs [M] for fakes and the labels [M] asked for; a scalar.</param>
/// <param name="WrongLabel">
/// What the discriminator minimises so as to turn down wrong labels, of a way to the outputs [N] for real images with their labels and
/// of the outputs [N] for the same with wrong ones; null where it is not told the label.
/// </param>
internal sealed record AdversarialLoss(
    Func<Tensor, Tensor, Tensor, Tensor> Discriminator, Func<Tensor, Tensor, Tensor> Generator, Func<Func<Tensor>, Tensor, Tensor>? WrongLabel)
{
    /// <inheritdoc cref="NonSaturatingLoss"/>
    public static AdversarialLoss NonSaturating { get; } = OfScores(NonSaturatingLoss.Discriminator, NonSaturatingLoss.Generator, NonSaturatingLoss.Fake);

    /// <inheritdoc cref="MinimaxLoss"/>
    public static AdversarialLoss Minimax { get; } = OfScores(NonSaturatingLoss.Discriminator, MinimaxLoss.Generator, NonSaturatingLoss.Fake);

    /// <inheritdoc cref="LeastSquaresLoss"/>
    public static AdversarialLoss LeastSquares { get; } = OfScores(LeastSquaresLoss.Discriminator, LeastSquaresLoss.Generator, LeastSquaresLoss.Fake);

    /// <inheritdoc cref="WassersteinLoss"/>
    public static AdversarialLoss Wasserstein { get; } = OfScores(WassersteinLoss.Discriminator, WassersteinLoss.Generator) with
    {
        WrongLabel = (right, wrong) => WassersteinLoss.WrongLabel(right(), wrong),
    };

    /// <inheritdoc cref="HingeLoss"/>
    public static AdversarialLoss Hinge { get; } = OfScores(HingeLoss.Discriminator, HingeLoss.Generator, HingeLoss.Fake);

    /// <inheritdoc cref="ClassificationLoss"/>
    public static AdversarialLoss Classification { get; } = new(ClassificationLoss.Discriminator, ClassificationLoss.Generator, null)
    {
        Realness = ClassificationLoss.LogProbability,
    };

    /// <summary>How real an image was found, of the outputs [N] or [N,K+1] and the labels [N]; [N], higher is more real.</summary>
    public Func<Tensor, Tensor, Tensor> Realness { get; private init; } = (output, _) => output.alias();

    // Of a discriminator that scores how real an image is, told its label.
    private static AdversarialLoss OfScores(
        Func<Tensor, Tensor, Tensor> discriminator, Func<Tensor, Tensor> generator, Func<Tensor, Tensor>? fake = null) =>
        new((real, _, made) => discriminator(real, made), (made, _) => generator(made), fake is null ? null : (_, wrong) => fake(wrong));
}
