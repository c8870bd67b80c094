using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>Opens what the user named: a path, whose format is recognised, or <c>format:location</c>.</summary>
public static class SourceCatalog
{
    /// <summary>All formats.</summary>
    public static Catalog<ISourceFormat> Formats { get; } = new();

    /// <summary>Opens a source.</summary>
    /// <exception cref="UserException">Unknown format, missing path, or nothing usable there.</exception>
    public static IImageSource Open(string source, SourceOptions options, IRunProgress progress)
    {
        var (format, location) = Parse(source);
        return format.Create().Open(location, options, progress);
    }

    private static (CatalogEntry<ISourceFormat> Format, string Location) Parse(string source)
    {
        var colon = source.IndexOf(':');
        // A single letter before the colon is a Windows drive.
        if (colon > 1 && !Path.Exists(source))
            return (Formats.Get(source[..colon], "format"), source[(colon + 1)..]);
        if (Formats.Find(source) is { } bare && !Path.Exists(source))
            return (bare, "");
        if (!Path.Exists(source))
            throw UserException.BadData(
                $"The source '{source}' does not exist.",
                $"Give a path, or format:path with one of: {string.Join(", ", Formats.Names)}.");
        return (Formats.Entries.FirstOrDefault(f => f.Create().Recognises(source))
            ?? throw UserException.BadData(
                $"The format of '{source}' was not recognised.",
                $"Say it: format:{source} with one of: {string.Join(", ", Formats.Names)}."), source);
    }
}
