using Equipoise.Evaluation.Embedding;
using Equipoise.Evaluation.Memorisation;

namespace Equipoise.Evaluation;

/// <summary>What came of comparing two sources.</summary>
/// <param name="Real">The real images, as the user named them.</param>
/// <param name="Synthetic">The synthetic ones.</param>
/// <param name="Features">The identity of the extractor, with that of its weights.</param>
/// <param name="Resolution">Side in pixels to which all images were brought.</param>
/// <param name="Classes">Images of each class that both have.</param>
/// <param name="Rows">The figures, by class.</param>
public sealed record EvaluationResult(
    string Real, string Synthetic, string Features, int Resolution, IReadOnlyList<ClassCount> Classes, IReadOnlyList<MetricRow> Rows)
{
    /// <summary>Signs of copying; null where it is not known what the generator was trained on, or too few images are.</summary>
    public MemorisationResult? Memorisation { get; init; }

    /// <summary>Real and synthetic images laid out in the plane; null where that was not asked for.</summary>
    public JointEmbedding? Embedding { get; init; }
}

/// <summary>Images of one class.</summary>
public sealed record ClassCount(string Class, int Real, int Synthetic);
