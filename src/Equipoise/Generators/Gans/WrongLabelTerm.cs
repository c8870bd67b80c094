using Equipoise.Common;
using Equipoise.Generators.Losses;

namespace Equipoise.Generators.Gans;

/// <summary>
/// Real images with a wrong label, which the discriminator must turn down: the matching-aware discriminator of Reed et al. (2016).
/// Without it nothing but fakes tells the discriminator what a label means.
/// </summary>
internal static class WrongLabelTerm
{
    /// <summary>The term; none where it weighs nothing, or where a single class has no wrong label.</summary>
    public static IEnumerable<(string Name, DiscriminatorTerm Term)> Of(double weight, int classes, bool mayBeTrue, AdversarialLoss loss)
    {
        if (weight > 0 && (classes > 1 || mayBeTrue))
            yield return ("wrongLabel", (judge, x, y, _, seed) =>
                (Number)weight * loss.WrongLabel!(() => judge(x, y), judge(x, WrongLabels.Draw(y, classes, mayBeTrue, seed))));
    }

    /// <summary>What is wrong with the weight, if anything is.</summary>
    public static IEnumerable<string> Problems(double wrongLabelWeight)
    {
        if (!(wrongLabelWeight >= 0))
            yield return $"wrongLabelWeight must be at least 0; received {wrongLabelWeight}.";
    }
}
