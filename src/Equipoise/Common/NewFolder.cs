namespace Equipoise.Common;

/// <summary>A folder in which something begins, by one of the processes that may begin it there at the same time.</summary>
internal static class NewFolder
{
    /// <summary>Writes the file that says what the folder holds, unless it is there.</summary>
    /// <param name="what">What begins, e.g. <c>study</c>.</param>
    /// <returns>Whether it begins with this; not where the file was there, or another process was faster.</returns>
    /// <exception cref="UserException">The folder holds something else, or cannot be written.</exception>
    public static bool TryBegin(string file, string text, string what)
    {
        if (File.Exists(file))
            return false;
        var folder = Path.GetDirectoryName(file)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(f => !AtomicFile.IsPassing(f)))
            return File.Exists(file) ? false : throw UserException.Usage($"'{folder}' is not empty and holds no {what}.", "Name an empty or new folder with --out.");
        return AtomicFile.TryCreate(file, text);
    }
}
