namespace Equipoise.Web;

/// <summary>The style sheet that every page carries within itself.</summary>
internal static class PageStyle
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var reader = new StreamReader(typeof(PageStyle).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
