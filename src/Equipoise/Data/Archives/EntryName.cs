using System.Text;
using System.Text.RegularExpressions;

namespace Equipoise.Data.Archives;

/// <summary>The name of an archive's entry, taken apart; only a harmless one becomes a path.</summary>
internal static partial class EntryName
{
    private const int MaxSegmentBytes = 255;
    private const int MaxBytes = 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Splits a name into folders and file.</summary>
    /// <param name="segments">Without "." and empty ones; none when the name is refused.</param>
    /// <returns>Why the name is refused, or null.</returns>
    public static string? Split(string name, out string[] segments)
    {
        segments = [];
        if (Objection(name) is { } whole)
            return whole;
        string[] parts = [.. name.Split('/').Where(p => p is not ("" or "."))];
        if (parts.Length == 0)
            return "without a name";
        if (parts.Select(SegmentObjection).FirstOrDefault(o => o is not null) is { } part)
            return part;
        segments = parts;
        return null;
    }

    private static string? Objection(string name) =>
        name.StartsWith('/') ? "an absolute path"
        : name.Contains('\\') ? "a backslash in its name"
        : name.Contains(':') ? "a colon in its name"
        : name.Any(char.IsControl) ? "a control character in its name"
        : !IsText(name) ? "a name that is no text"
        : Strict.GetByteCount(name) > MaxBytes ? $"a name longer than {MaxBytes:N0} bytes"
        : null;

    private static string? SegmentObjection(string segment) =>
        segment == ".." ? "a path that leaves the archive (..)"
        : Strict.GetByteCount(segment) > MaxSegmentBytes ? $"a name longer than {MaxSegmentBytes} bytes"
        : segment[^1] is '.' or ' ' ? "a name that ends with a dot or space"
        : Device().IsMatch(segment) ? "the name of a device"
        : segment.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 ? "a character that file names here cannot have"
        : null;

    private static bool IsText(string name)
    {
        try
        {
            return Strict.GetByteCount(name) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // Windows takes these for devices in any folder and with any extension.
    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])\s*(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
