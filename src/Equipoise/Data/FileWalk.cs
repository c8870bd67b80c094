using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Walks a folder in a stable order; follows links, but enters no folder twice, however it is reached.</summary>
internal static class FileWalk
{
    // As Linux has it.
    private const int MaxLinks = 40;

    private static readonly HashSet<string> Litter = new(["Thumbs.db", "desktop.ini"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an entry of this name is what operating systems leave behind, not the user's data.</summary>
    public static bool IsLitter(string name) => name[0] == '.' || Litter.Contains(name);

    /// <exception cref="UserException">A folder cannot be listed.</exception>
    public static IEnumerable<FileInfo> Below(DirectoryInfo root) => Walk(root, RealPath(root.FullName), []);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string real, HashSet<string> entered)
    {
        if (!entered.Add(real))
            yield break;
        foreach (var file in Listed(folder, folder.GetFiles))
            yield return file;
        foreach (var child in Listed(folder, folder.GetDirectories))
            foreach (var file in Walk(child, child.LinkTarget is null ? Path.Combine(real, child.Name) : RealPath(child.FullName), entered))
                yield return file;
    }

    private static IEnumerable<T> Listed<T>(DirectoryInfo folder, Func<T[]> list)
        where T : FileSystemInfo
    {
        try
        {
            return list().Where(f => !IsLitter(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.BadData, $"The folder '{folder}' cannot be listed: {e.Message}", inner: e);
        }
    }

    // The framework resolves only the last part of a path.
    private static string RealPath(string path, int links = 0)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var name in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var here = new DirectoryInfo(Path.Combine(real, name));
            var target = links < MaxLinks ? here.ResolveLinkTarget(returnFinalTarget: false) : null;
            real = target is null ? here.FullName : RealPath(target.FullName, links + 1);
        }
        return real;
    }
}
