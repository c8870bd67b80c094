namespace Equipoise.Evaluation.Memorisation;

/// <summary>Images of one kind, as the tests of copying see them.</summary>
/// <param name="Features">Of the extractor; stay the caller's.</param>
/// <param name="Pixels">Small versions of the images in [-1,1], of the same images; stay the caller's.</param>
/// <param name="Paths">Their names.</param>
public sealed record MemorisationSample(FeatureSet Features, FeatureSet Pixels, IReadOnlyList<string> Paths);
