using Equipoise.Classification;
using Equipoise.Synthesis;

namespace Equipoise.Studies;

/// <summary>One way to train the classifier on an imbalanced set.</summary>
/// <param name="Remedy">The name of what is done while it trains.</param>
/// <param name="Generator">Whose images are added; null for real images only.</param>
/// <param name="Synthesis">How many are added.</param>
/// <param name="Repeat">0, or a number that gives everything random in it another seed.</param>
public sealed record Arm(string Remedy, ArmGenerator? Generator, SynthesisSettings Synthesis, int Repeat)
{
    /// <summary>What is done while the classifier trains.</summary>
    public IRemedy NewRemedy() => ArmCatalog.Remedies.Get(Remedy, "remedy").Create();
}
