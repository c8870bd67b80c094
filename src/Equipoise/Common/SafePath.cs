namespace Equipoise.Common;

/// <summary>Paths that come from data: a manifest must not reach outside its folder.</summary>
public static class SafePath
{
    /// <summary>The full path of <paramref name="relative"/> within <paramref name="root"/>, or null where it is rooted, leads outside or is no path at all.</summary>
    public static string? Within(string root, string relative)
    {
        // A backslash separates on Windows only; a list written there is still to be read here.
        relative = relative.Trim().Replace('\\', '/');
        if (relative.Length == 0 || relative.Contains('\0') || relative[0] == '/' || (relative.Length > 1 && relative[1] == ':'))
            return null;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(relative, folder);
        return full.StartsWith(folder, StringComparison.Ordinal) ? full : null;
    }
}
