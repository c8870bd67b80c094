using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Equipoise.Web;

/// <summary>Components as pages of their own.</summary>
internal static class HtmlPage
{
    /// <summary>The page of a component with these parameters.</summary>
    public static async Task<string> RenderAsync<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var view = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value));
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(view)).ToHtmlString());
    }

    /// <summary>A picture within a page.</summary>
    public static string Uri(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";
}
