using Equipoise.Audit;
using Microsoft.AspNetCore.Components;

namespace Equipoise.Web.Audit;

/// <summary>A part of the page.</summary>
public abstract class AuditSection : ComponentBase
{
    [Parameter, EditorRequired]
    public DataAudit Data { get; set; } = null!;

    [Parameter]
    public AuditPictures Pictures { get; set; } = null!;

    /// <summary>A picture within the page.</summary>
    protected static string Uri(byte[] png) => HtmlPage.Uri(png);
}
