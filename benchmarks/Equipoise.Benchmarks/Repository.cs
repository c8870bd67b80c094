using System.Runtime.CompilerServices;

namespace Equipoise.Benchmarks;

/// <summary>Where the sources of these benchmarks stand.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "Equipoise.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
