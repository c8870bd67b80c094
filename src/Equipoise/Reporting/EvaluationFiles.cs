using Equipoise.Common;
using Equipoise.Evaluation;

namespace Equipoise.Reporting;

/// <summary>
/// Writes everything of a comparison but its page: <c>evaluation.json</c>, <c>metrics.csv</c> and, where there is a map of the
/// images, <c>embedding.svg</c>, <c>embedding.png</c> and <c>embedding.csv</c>.
/// </summary>
public static class EvaluationFiles
{
    /// <exception cref="UserException">The folder cannot be written or the disk is full.</exception>
    public static void Write(EvaluationResult result, string folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "evaluation.json"), Json.Write(result));
        AtomicFile.WriteText(Path.Combine(folder, "metrics.csv"), Metrics(result));
        if (result.Embedding is not { Images.Count: > 0 } embedding)
            return;
        var figure = EmbeddingFigure.Of(embedding);
        AtomicFile.WriteText(Path.Combine(folder, $"{figure.Name}.svg"), figure.Svg + "\n");
        AtomicFile.WriteText(Path.Combine(folder, $"{figure.Name}.csv"), figure.Csv);
        AtomicFile.Write(Path.Combine(folder, $"{figure.Name}.png"), s => s.Write(EmbeddingFigure.Png(figure)));
    }

    private static string Metrics(EvaluationResult result) => Csv.Write(
        ["class", "figure", "best", "images", "value", "low", "high", "real_against_real", "real_images", "caution"],
        result.Rows.Select(IEnumerable<object?> (r) =>
        [
            r.Class ?? "all", r.Name, FigureGuide.Good(r.Best), r.Images, r.Value, r.Interval?.Low, r.Interval?.High,
            r.RealAgainstReal, r.RealImages, r.Caution,
        ]));
}
