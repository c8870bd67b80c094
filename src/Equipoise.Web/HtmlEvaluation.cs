using Equipoise.Evaluation;
using Equipoise.Web.Evaluation;

namespace Equipoise.Web;

/// <summary>
/// <c>evaluation.html</c>: how synthetic images compare with real ones, in one file that asks nothing of the network. A script
/// within it shows the image behind each mark of the map; all else is there without it.
/// </summary>
public static class HtmlEvaluation
{
    /// <summary>The page.</summary>
    /// <param name="result">What came of comparing.</param>
    /// <param name="run">How to do it again.</param>
    /// <param name="nearest">Synthetic images beside the training images that they are most like, the nearest first.</param>
    public static Task<string> RenderAsync(EvaluationResult result, EvaluationRun run, IReadOnlyList<NearPair>? nearest = null) =>
        HtmlPage.RenderAsync<EvaluationPage>(
            (nameof(EvaluationPage.Result), result), (nameof(EvaluationPage.Run), run), (nameof(EvaluationPage.Nearest), nearest ?? []));
}
