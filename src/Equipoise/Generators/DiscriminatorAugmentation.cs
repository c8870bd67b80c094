namespace Equipoise.Generators;

/// <summary>What is done to all images, real or fake, that the discriminator sees.</summary>
public enum DiscriminatorAugmentation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Differentiable augmentation, for few images; see <see cref="Augmentation.DiffAugment"/>.</summary>
    DiffAugment,
}
