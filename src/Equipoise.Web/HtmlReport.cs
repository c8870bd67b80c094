using Equipoise.Studies;
using Equipoise.Web.Report;

namespace Equipoise.Web;

/// <summary><c>report.html</c>: one file that asks nothing of the network and needs no script.</summary>
public static class HtmlReport
{
    /// <summary>The page of a result, finished or not. Images are read from the study's folder and embedded.</summary>
    public static Task<string> RenderAsync(StudyResult result) => HtmlPage.RenderAsync<ReportPage>((nameof(ReportPage.Result), result));
}
