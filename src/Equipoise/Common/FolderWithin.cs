namespace Equipoise.Common;

/// <summary>The folder of something that commands write into a folder of its own within their output.</summary>
public static class FolderWithin
{
    /// <summary>A path itself, or its subfolder of a name where what is looked for lies only there.</summary>
    /// <param name="exists">Whether it lies in a folder.</param>
    public static string Find(string path, string name, Func<string, bool> exists)
    {
        var within = Path.Combine(path, name);
        return !exists(path) && exists(within) ? within : path;
    }
}
