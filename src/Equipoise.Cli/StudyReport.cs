using Equipoise.Common;
using Equipoise.Reporting;
using Equipoise.Studies;
using Equipoise.Web;

namespace Equipoise.Cli;

/// <summary>Writes everything a study's folder says in the end: tables, figures, <c>report.md</c>, <c>report.html</c>.</summary>
internal static class StudyReport
{
    public static StudyOutcome Write(StudyFolder folder)
    {
        var result = StudyReader.Read(folder);
        var outcome = StudyOutcome.Of(folder, result);
        AtomicFile.WriteText(folder.In("results.json"), Json.Write(outcome with { Report = Path.GetFileName(folder.Report) }));
        ReportFiles.Write(result, folder.Path);
        AtomicFile.WriteText(folder.Report, HtmlReport.RenderAsync(result).GetAwaiter().GetResult());
        return outcome;
    }
}
