namespace Equipoise.Common;

/// <summary>A folder in which something is to begin.</summary>
internal static class NewFolder
{
    /// <summary>It must be empty or yet to be made; what other processes are just writing that begin the same there at the same time does not count.</summary>
    /// <param name="what">What it does not hold, e.g. <c>study</c>.</param>
    /// <exception cref="UserException">It holds something else.</exception>
    public static void Require(string path, string what)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(f => !AtomicFile.IsPassing(f)))
            throw UserException.Usage($"'{path}' is not empty and holds no {what}.", "Name an empty or new folder with --out.");
    }
}
