using Equipoise.Audit;
using Equipoise.Web.Audit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Equipoise.Web;

/// <summary><c>audit.html</c>: what a source holds and what is wrong with it, with pictures, in one file that asks nothing of the network.</summary>
public static class HtmlAudit
{
    /// <summary>The page.</summary>
    public static async Task<string> RenderAsync(DataAudit audit, AuditPictures pictures)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(AuditPage.Data)] = audit,
            [nameof(AuditPage.Pictures)] = pictures,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<AuditPage>(parameters)).ToHtmlString());
    }
}
