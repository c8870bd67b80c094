using Equipoise.Tuning;
using Equipoise.Web.Tuning;

namespace Equipoise.Web;

/// <summary><c>tune.html</c>: what a search of settings found, in one file that asks nothing of the network and needs no script.</summary>
public static class HtmlTuning
{
    /// <summary>The page.</summary>
    public static Task<string> RenderAsync(TuneResult result) => HtmlPage.RenderAsync<TuningPage>((nameof(TuningPage.Result), result));
}
