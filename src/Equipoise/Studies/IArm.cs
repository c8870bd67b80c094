using Equipoise.Classification;

namespace Equipoise.Studies;

/// <summary>
/// One way to train the classifier on an imbalanced set. Variants stand in <c>Arms/</c>, one file each; besides them,
/// every GAN is an arm under its own name.
/// </summary>
public interface IArm
{
    /// <summary>What is done to training images, or null.</summary>
    IAugmentation? Augmentation { get; }

    /// <summary>The GAN whose images are added, or null.</summary>
    string? Gan { get; }
}
