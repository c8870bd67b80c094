using Equipoise.Classification;

namespace Equipoise.Studies;

/// <summary>One way to train the classifier on an imbalanced set.</summary>
/// <param name="Remedy">What is done while it trains.</param>
/// <param name="Gan">The GAN whose images are added, or null.</param>
public sealed record Arm(IRemedy Remedy, string? Gan);
