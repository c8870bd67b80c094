namespace Equipoise.Web;

/// <summary>The style sheet that every page carries within itself.</summary>
internal static class PageStyle
{
    public static string Text { get; } = PageResource.Read("report.css");
}
