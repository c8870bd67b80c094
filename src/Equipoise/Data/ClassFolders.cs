using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>A file in a folder that names its class, and that within one that may name its part.</summary>
internal sealed record ClassFile(FileInfo File, string Class, Part? Part);

/// <summary>Reads folders whose names are classes, or parts of a split with classes below them.</summary>
internal static class ClassFolders
{
    /// <summary>Every file below the class folders. Parts are recognised where every folder is one, and one of them is for training.</summary>
    public static List<ClassFile> Below(DirectoryInfo root)
    {
        var folders = Children(root);
        var parts = folders.Select(f => PartNames.Of(f.Name)).ToList();
        return parts.Contains(Part.Train) && parts.TrueForAll(p => p is not null)
            ? [.. folders.Zip(parts).SelectMany(f => Classes(f.First, f.Second))]
            : [.. Classes(root, null)];
    }

    /// <summary>A source of these files; whose images they are is told by <paramref name="patient"/>, or else by well-known names.</summary>
    public static FileSource Source(
        string format, DirectoryInfo root, IReadOnlyList<ClassFile> files, SourceOptions options, IRunProgress progress,
        Func<ClassFile, string?>? patient = null)
    {
        var classes = files.Select(f => f.Class).Distinct().Order(StringComparer.Ordinal).ToList();
        return new FileSource(
            format, root, classes,
            [.. files.Select(f => new LabelledFile(f.File, classes.IndexOf(f.Class)) { Part = f.Part, Patient = patient?.Invoke(f) })],
            options, progress);
    }

    /// <summary>Folders that hold data, by name.</summary>
    public static List<DirectoryInfo> Children(DirectoryInfo root) =>
        [.. root.GetDirectories().Where(d => d.Name[0] != '.' && d.Name != "__MACOSX").OrderBy(d => d.Name, StringComparer.Ordinal)];

    private static IEnumerable<ClassFile> Classes(DirectoryInfo root, Part? part) =>
        Children(root).SelectMany(c => FileWalk.Below(c).Select(f => new ClassFile(f, c.Name, part)));
}
