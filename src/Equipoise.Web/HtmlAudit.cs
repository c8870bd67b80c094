using Equipoise.Audit;
using Equipoise.Web.Audit;

namespace Equipoise.Web;

/// <summary><c>audit.html</c>: what a source holds and what is wrong with it, with pictures, in one file that asks nothing of the network.</summary>
public static class HtmlAudit
{
    /// <summary>The page.</summary>
    public static Task<string> RenderAsync(DataAudit audit, AuditPictures pictures) =>
        HtmlPage.RenderAsync<AuditPage>((nameof(AuditPage.Data), audit), (nameof(AuditPage.Pictures), pictures));
}
