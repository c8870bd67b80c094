using Equipoise.Common;

namespace Equipoise.Audit;

/// <summary>
/// Words as numbers. The order of the numbers means nothing; the probe gives every value of a feature that has only a few an
/// indicator of its own.
/// </summary>
public static class Category
{
    /// <summary>A number in [0,1) that stands for this word; NaN for none.</summary>
    public static double Code(string? word) => word is null ? double.NaN : (new Seed(0).For(word).Value >> 11) * (1.0 / (1UL << 53));

    /// <summary>0, 1, or NaN for none.</summary>
    public static double Code(bool? flag) => flag is null ? double.NaN : flag.Value ? 1 : 0;
}
