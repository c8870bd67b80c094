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
/// <param name="Memorisation">Signs of copying; null where it is not known what the generator was trained on.</param>
/// <param name="Embedding">Real and synthetic images laid out in the plane; null where that was not asked for.</param>
public sealed record EvaluationResult(
    string Real, string Synthetic, string Features, int Resolution, IReadOnlyList<ClassCount> Classes, IReadOnlyList<MetricRow> Rows,
    MemorisationResult? Memorisation = null, JointEmbedding? Embedding = null);

/// <summary>Images of one class.</summary>
public sealed record ClassCount(string Class, int Real, int Synthetic);
