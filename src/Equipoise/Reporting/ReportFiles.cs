using Equipoise.Common;
using Equipoise.Studies;

namespace Equipoise.Reporting;

/// <summary>
/// Writes everything of a report but its HTML page: <c>results.csv</c>, <c>report.md</c>, <c>methods.txt</c>, <c>figures/</c> (SVG and the
/// numbers of each beside it), <c>tables/</c> and <c>cards/</c>.
/// </summary>
public static class ReportFiles
{
    /// <exception cref="UserException">The folder cannot be written or the disk is full.</exception>
    public static void Write(StudyResult result, string folder)
    {
        Figure[] figures = [.. ReportFigures.DrawAll(result), .. EmbeddingFigures.Of(result).Select(e => e.Figure)];
        AtomicFile.WriteText(Path.Combine(folder, "results.csv"), ResultsCsv.Write(result));
        AtomicFile.WriteText(Path.Combine(folder, "report.md"), MarkdownReport.Write(result, figures));
        AtomicFile.WriteText(Path.Combine(folder, "methods.txt"), string.Join("\n\n", MethodsText.Of(result)) + "\n");
        foreach (var figure in figures)
        {
            AtomicFile.WriteText(Path.Combine(folder, "figures", $"{figure.Name}.svg"), figure.Svg + "\n");
            AtomicFile.WriteText(Path.Combine(folder, "figures", $"{figure.Name}.csv"), figure.Csv);
        }
        foreach (var table in ReportTables.All(result).Where(t => t.Rows.Count > 0))
            AtomicFile.WriteText(Path.Combine(folder, "tables", $"{table.Name}.csv"), table.ToCsv());
        foreach (var card in Cards.Of(result))
            AtomicFile.WriteText(Path.Combine(folder, "cards", $"{card.Name}.md"), card.ToMarkdown());
    }
}
