namespace Equipoise.Evaluation;

/// <summary>The features of a set of images, with their classes.</summary>
/// <param name="Features">One row per image; stays the caller's.</param>
/// <param name="Labels">The class of each, by number.</param>
public sealed record LabelledFeatures(FeatureSet Features, IReadOnlyList<int> Labels)
{
    /// <summary>The rows of a class.</summary>
    public int[] Members(int label) => [.. Enumerable.Range(0, Labels.Count).Where(i => Labels[i] == label)];
}
