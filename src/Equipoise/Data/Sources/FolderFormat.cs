using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>One subfolder per class; its images may lie in folders of their own.</summary>
[Named("folder", "one subfolder per class")]
public sealed class FolderFormat : ISourceFormat
{
    public bool Recognises(string location) => Directory.Exists(location);

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        if (!Directory.Exists(location))
            throw UserException.BadData(
                $"'{location}' is not a folder.", "Give a folder with one subfolder per class, each holding its images.");
        var root = new DirectoryInfo(location);
        var classes = root.GetDirectories()
            .Where(d => d.Name[0] != '.').OrderBy(d => d.Name, StringComparer.Ordinal)
            .Select(d => (d.Name, Files: FileWalk.Below(d).ToList())).ToList();
        if (classes.Sum(c => c.Files.Count) == 0)
            throw UserException.BadData(
                $"'{location}' holds no images in subfolders.",
                $"Put the images of each class into a folder of its own, e.g. {Path.Combine(location, "covid")} and {Path.Combine(location, "normal")}.");
        classes.RemoveAll(c => c.Files.Count == 0);
        return new FileSource("folder", root, [.. classes.Select(c => c.Name)],
            [.. classes.SelectMany((c, label) => c.Files.Select(f => new LabelledFile(f, label)))], options, progress);
    }
}
