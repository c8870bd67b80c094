using Equipoise.Classification;
using Equipoise.Common;

namespace Equipoise.Studies.Arms;

[Named("none", "real images as they are")]
public sealed class NoneArm : IArm
{
    public IAugmentation? Augmentation => null;

    public string? Gan => null;
}
