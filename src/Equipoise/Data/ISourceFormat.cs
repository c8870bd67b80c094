using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>A kind of source: finds the images at a location. Variants stand in <c>Sources/</c>, one file each.</summary>
public interface ISourceFormat
{
    /// <summary>Whether this location, given without a prefix, looks like this format.</summary>
    bool Recognises(string location);

    /// <summary>Whether it only takes what no other format recognises.</summary>
    bool IsFallback => false;

    /// <summary>The settings that <see cref="SourceOptions.Options"/> may hold for this format, each with what it does.</summary>
    IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>Lists the images.</summary>
    /// <exception cref="UserException">Nothing usable is there.</exception>
    IImageSource Open(string location, SourceOptions options, IRunProgress progress);
}
