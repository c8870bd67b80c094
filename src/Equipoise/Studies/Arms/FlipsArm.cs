using Equipoise.Classification;
using Equipoise.Common;

namespace Equipoise.Studies.Arms;

[Named("flips", "real images, flipped at random in both directions (the paper's augmentation)")]
public sealed class FlipsArm : IArm
{
    public IAugmentation? Augmentation { get; } = new Flips();

    public string? Gan => null;
}
