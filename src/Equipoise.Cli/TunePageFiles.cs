using Equipoise.Common;
using Equipoise.Tuning;
using Equipoise.Web;

namespace Equipoise.Cli;

/// <summary>Writes what came of a search: the page, the best settings, the curves.</summary>
internal static class TunePageFiles
{
    public const string Page = "tune.html";

    public static void Write(TuneFolder folder, TuneResult result)
    {
        TuneTables.Write(folder, result);
        AtomicFile.WriteText(folder.In(Page), HtmlTuning.RenderAsync(result).GetAwaiter().GetResult());
    }
}
