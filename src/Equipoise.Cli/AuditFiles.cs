using Equipoise.Audit;
using Equipoise.Common;
using Equipoise.Data;
using Equipoise.Web;

namespace Equipoise.Cli;

/// <summary>Writes an audit: the page, the numbers, the lists.</summary>
internal static class AuditFiles
{
    public const string Page = "audit.html";

    public static void Write(string folder, DataAudit audit, AuditPictures pictures)
    {
        AtomicFile.WriteText(Path.Combine(folder, "audit.json"), Json.Write(audit));
        AtomicFile.WriteText(Path.Combine(folder, "quarantine.csv"), Quarantined.ToCsv(audit.Quarantine));
        AtomicFile.WriteText(Path.Combine(folder, "copies.csv"), audit.Copies.ToCsv());
        AtomicFile.WriteText(Path.Combine(folder, Page), HtmlAudit.RenderAsync(audit, pictures).GetAwaiter().GetResult());
    }
}
