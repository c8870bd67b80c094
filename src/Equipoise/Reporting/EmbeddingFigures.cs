using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>For each arm with synthetic images these and real ones in one map: the paper's Figure 2, with both kinds in one fit.</summary>
public static class EmbeddingFigures
{
    /// <summary>The maps of the cells that <see cref="Cards.Cells"/> names.</summary>
    public static IEnumerable<(string Arm, Figure Figure)> Of(StudyResult result) =>
        from cell in Cards.Cells(result)
        let embedding = cell.Evaluation?.Result.Embedding
        where embedding is { Images.Count: > 0 }
        let figure = EmbeddingFigure.Of(embedding, $"embedding-{Words.FileName(cell.Id.Arm)}")
        select (cell.Id.Arm, figure with { Title = $"{figure.Title}: {cell.Id.Arm}, {Words.Percent(cell.Id.Fraction)}, seed {cell.Id.Seed}" });
}
