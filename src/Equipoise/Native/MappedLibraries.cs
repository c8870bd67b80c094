namespace Equipoise.Native;

/// <summary>Which files of libtorch, OpenMP and TorchSharp are mapped into this process.</summary>
internal static class MappedLibraries
{
    private static readonly string[] Prefixes = ["libtorch", "libc10", "libLibTorchSharp", "libgomp", "libiomp", "libomp"];

    /// <returns>Full paths, sorted, each once; empty where the system does not tell (all but Linux).</returns>
    public static IReadOnlyList<string> Read() => OperatingSystem.IsLinux() ? Parse(File.ReadLines("/proc/self/maps")) : [];

    /// <summary>Picks the files out of the lines of <c>/proc/PID/maps</c>: five fields, then the path, in which there may be
    /// spaces.</summary>
    public static IReadOnlyList<string> Parse(IEnumerable<string> maps) =>
    [
        .. maps.Select(line => line.IndexOf('/') is >= 0 and var start ? line[start..] : "")
            .Where(path => Prefixes.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal)))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
