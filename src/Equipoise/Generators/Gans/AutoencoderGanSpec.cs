using Equipoise.Networks;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>The settings of GANs whose networks start from an autoencoder: both BAGANs.</summary>
public abstract record AutoencoderGanSpec : GanSpec
{
    /// <summary>Channels of the widest maps.</summary>
    public int MaxWidth { get; init; } = 256;

    /// <summary>Passes over the training images in which the autoencoder learns, with uniform labels unless the settings say
    /// otherwise.</summary>
    public int AutoencoderEpochs { get; init; } = 30;

    /// <summary>Whether the discriminator starts from the encoder.</summary>
    public abstract bool DiscriminatorFromEncoder { get; init; }

    /// <summary>The least width the networks can have.</summary>
    private protected abstract int LeastWidth { get; }

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (MaxWidth < LeastWidth || (MaxWidth & (MaxWidth - 1)) != 0)
            yield return $"maxWidth must be a power of two of at least {LeastWidth}; received {MaxWidth}.";
        if (AutoencoderEpochs < 0)
            yield return $"autoencoderEpochs must be at least 0; received {AutoencoderEpochs}.";
    }

    // To the discriminator, once the autoencoder is trained.
    private protected void HandOver(nn.Module encoder, nn.Module discriminator)
    {
        if (DiscriminatorFromEncoder)
            Weights.CopyPart(encoder, discriminator, "trunk.");
    }
}
