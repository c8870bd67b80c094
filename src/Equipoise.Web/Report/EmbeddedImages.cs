namespace Equipoise.Web.Report;

/// <summary>
/// Images of a study's folder as <c>data:</c> URIs, as long as they fit in a budget. Only PNG files within the
/// folder are read: a path in a result may come from anywhere.
/// </summary>
public sealed class EmbeddedImages(string folder, long budget)
{
    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly Dictionary<string, string?> _uris = [];
    private long _left = budget;

    /// <summary>Whether an image was left out because the page would have become too large.</summary>
    public bool Full { get; private set; }

    /// <summary>The image's URI, or null where it is missing, no PNG, outside the folder or beyond the budget.</summary>
    public string? Uri(string path) => _uris.TryGetValue(path, out var uri) ? uri : _uris[path] = Load(path);

    private string? Load(string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        try
        {
            var file = new FileInfo(Path.GetFullPath(Path.Combine(root, path)));
            if (!file.FullName.StartsWith(root, StringComparison.Ordinal) || !file.Exists || file.LinkTarget is not null)
                return null;
            if (file.Length > _left)
            {
                Full = true;
                return null;
            }
            var bytes = File.ReadAllBytes(file.FullName);
            if (!bytes.AsSpan().StartsWith(Signature))
                return null;
            _left -= bytes.Length;
            return "data:image/png;base64," + Convert.ToBase64String(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
