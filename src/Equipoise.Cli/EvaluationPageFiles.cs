using Equipoise.Common;
using Equipoise.Evaluation;
using Equipoise.Reporting;
using Equipoise.Web;

namespace Equipoise.Cli;

/// <summary>Writes a comparison: the page, the numbers, the map.</summary>
internal static class EvaluationPageFiles
{
    public const string Page = "evaluation.html";

    public static void Write(string folder, EvaluationResult result, EvaluationRun run)
    {
        var nearest = result.Memorisation is { } m ? m.Nearest.Zip(m.Pictures, (n, p) => new NearPair(n, p.Synthetic, p.Training)).ToList() : null;
        EvaluationFiles.Write(result, folder);
        AtomicFile.WriteText(Path.Combine(folder, Page), HtmlEvaluation.RenderAsync(result, run, nearest).GetAwaiter().GetResult());
    }
}
