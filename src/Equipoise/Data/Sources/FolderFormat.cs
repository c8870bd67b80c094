using Equipoise.Common;

namespace Equipoise.Data.Sources;

/// <summary>One subfolder per class; its images may lie in folders of their own. The same within <c>train</c>, <c>val</c> and <c>test</c>.</summary>
[Named("folder", "one subfolder per class, also within train/val/test")]
public sealed class FolderFormat : ISourceFormat
{
    public bool Recognises(string location) => Directory.Exists(location);

    public bool IsFallback => true;

    public IImageSource Open(string location, SourceOptions options, IRunProgress progress)
    {
        if (!Directory.Exists(location))
            throw UserException.BadData(
                $"'{location}' is not a folder.", "Give a folder with one subfolder per class, each holding its images.");
        var root = new DirectoryInfo(location);
        var files = ClassFolders.Below(root);
        if (files.Count == 0)
            throw UserException.BadData(
                $"'{location}' holds no images in subfolders.",
                $"Put the images of each class into a folder of its own, e.g. {Path.Combine(location, "covid")} and {Path.Combine(location, "normal")}.");
        return ClassFolders.Source("folder", root, files, options, progress);
    }
}
