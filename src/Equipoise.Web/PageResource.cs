namespace Equipoise.Web;

/// <summary>Text that stands in pages as it is.</summary>
internal static class PageResource
{
    /// <summary>The text of a file that is built into this library.</summary>
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(PageResource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
