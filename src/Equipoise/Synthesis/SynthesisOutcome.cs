namespace Equipoise.Synthesis;

/// <summary>What came of drawing images.</summary>
/// <param name="PerClass">Images of each class, in label order.</param>
/// <param name="Withheld">Near copies of training images that were not written, of each class.</param>
/// <param name="Threshold">The distance of pixels below which an image is a near copy; null where copies were not looked for.</param>
public sealed record SynthesisOutcome(IReadOnlyList<int> PerClass, IReadOnlyList<int> Withheld, double? Threshold);
