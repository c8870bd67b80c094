using Equipoise.Studies;
using Equipoise.Web.Report;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Equipoise.Web;

/// <summary><c>report.html</c>: one file that asks nothing of the network and needs no script.</summary>
public static class HtmlReport
{
    /// <summary>The page of a result, finished or not. Images are read from the study's folder and embedded.</summary>
    public static async Task<string> RenderAsync(StudyResult result)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Result)] = result });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString());
    }
}
