using Equipoise.Generators.Losses;
using Equipoise.Networks;

namespace Equipoise.Generators.Gans;

/// <summary>
/// The settings of the convolutional family: DCGAN's networks (Radford et al. 2016), class-conditional (Mirza and
/// Osindero 2014): the label enters the generator beside the noise and the discriminator as constant planes.
/// </summary>
public abstract record ConvGanSpec : GanSpec
{
    /// <summary>Channels of the 4 x 4 maps; widths halve with every doubling of the side.</summary>
    public int MaxWidth { get; init; } = 512;

    /// <summary>Between the discriminator's layers, but not after the first.</summary>
    public virtual Normalisation DiscriminatorNormalisation { get; init; } = Normalisation.Batch;

    /// <summary>Weight of a term for real images with a wrong label, which the discriminator must turn down too; 0 for none.</summary>
    public double WrongLabelWeight { get; init; }

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (MaxWidth < 64 || (MaxWidth & (MaxWidth - 1)) != 0)
            yield return $"maxWidth must be a power of two of at least 64; received {MaxWidth}.";
        foreach (var problem in WrongLabelTerm.Problems(WrongLabelWeight))
            yield return problem;
    }

    /// <summary>The family's networks with a loss and the terms of a member's own.</summary>
    private protected AdversarialParts Parts(GeneratorContext context, AdversarialLoss loss, params (string, DiscriminatorTerm)[] terms) => new()
    {
        Generator = () => new ConvGenerator(
            LatentSize, context.Classes, context.Channels, context.Resolution, MaxWidth,
            new LayerStyle(GeneratorActivation, Normalisation.Batch, GeneratorSpectralNorm)),
        Discriminator = () => new ConvDiscriminator(
            context.Classes, context.Channels, context.Resolution, MaxWidth,
            new LayerStyle(DiscriminatorActivation, DiscriminatorNormalisation, DiscriminatorSpectralNorm)),
        Loss = loss,
        Terms = [.. WrongLabelTerm.Of(WrongLabelWeight, context.Classes, mayBeTrue: false, loss), .. terms],
    };

    // A penalty on the slope at each image means nothing where a batch normalisation couples the images.
    private protected IEnumerable<string> PenaltyProblems(double weight)
    {
        if (!(weight >= 0))
            yield return $"penaltyWeight must be at least 0; received {weight}.";
        if (DiscriminatorNormalisation == Normalisation.Batch)
            yield return "discriminatorNormalisation must be none or layer: the gradient penalty is of single images, and batch couples them.";
    }
}
