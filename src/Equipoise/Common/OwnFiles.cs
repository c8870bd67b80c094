namespace Equipoise.Common;

/// <summary>Removes what an earlier run left in a folder, and nothing else that may lie there.</summary>
public static class OwnFiles
{
    /// <summary>Deletes the files that match, in this order.</summary>
    /// <param name="patterns">File names, with <c>*</c>; directly in the folder.</param>
    /// <exception cref="UserException">A file cannot be deleted.</exception>
    public static void Clear(string folder, params ReadOnlySpan<string> patterns)
    {
        try
        {
            foreach (var pattern in patterns)
                if (Directory.Exists(folder))
                    foreach (var file in Directory.GetFiles(folder, pattern))
                        File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(folder, e);
        }
    }
}
