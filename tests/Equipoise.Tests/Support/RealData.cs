namespace Equipoise.Tests.Support;

/// <summary>Real datasets: in EQUIPOISE_DATA, else in shared/data beside the repository.</summary>
internal static class RealData
{
    /// <summary>The folder of a dataset; the test is skipped where there is none.</summary>
    public static string Require(string name)
    {
        var root = Environment.GetEnvironmentVariable("EQUIPOISE_DATA") is { Length: > 0 } set
            ? set
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));
        var path = Path.Combine(root, name);
        Assert.SkipUnless(Directory.Exists(path), $"No dataset '{name}'; set EQUIPOISE_DATA to the folder that holds it.");
        return path;
    }
}
