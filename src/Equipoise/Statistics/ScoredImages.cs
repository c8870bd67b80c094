using Equipoise.Classification;

namespace Equipoise.Statistics;

/// <summary>Areas under the curve of scored images.</summary>
public static class ScoredImages
{
    /// <summary>One-vs-rest, in label order.</summary>
    public static IReadOnlyList<double> AucPerClass(IReadOnlyList<ScoredImage> images) =>
        [.. Enumerable.Range(0, images[0].Scores.Count).Select(c => Of(images, c).Auc())];

    /// <summary>The scores of one class against the rest.</summary>
    public static RankedScores Of(IReadOnlyList<ScoredImage> images, int label) =>
        new([.. images.Select(i => i.Scores[label])], [.. images.Select(i => i.Label == label)]);
}
