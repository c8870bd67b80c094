namespace Equipoise.Data;

/// <summary>Walks a folder in a stable order; follows links, but enters no folder twice.</summary>
internal static class FileWalk
{
    // What operating systems leave behind, not the user's data.
    private static readonly HashSet<string> Litter = new(["Thumbs.db", "desktop.ini"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<FileInfo> Below(DirectoryInfo root) => Walk(root, []);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, HashSet<string> entered)
    {
        if (!entered.Add((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName))
            yield break;
        foreach (var file in folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
            if (file.Name[0] != '.' && !Litter.Contains(file.Name))
                yield return file;
        foreach (var child in folder.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
            if (child.Name[0] != '.')
                foreach (var file in Walk(child, entered))
                    yield return file;
    }
}
