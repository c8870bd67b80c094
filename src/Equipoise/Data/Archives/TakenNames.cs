namespace Equipoise.Data.Archives;

/// <summary>Which names an archive has used so far. Letter case does not count, since it does not in every file system.</summary>
internal sealed class TakenNames
{
    private readonly Dictionary<string, EntryKind> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a name.</summary>
    /// <returns>Why it cannot be had, or null.</returns>
    public string? Take(string[] segments, EntryKind kind)
    {
        for (var i = 1; i < segments.Length; i++)
            if (Beneath(string.Join('/', segments[..i])) is { } objection)
                return objection;
        var name = string.Join('/', segments);
        if (_taken.TryAdd(name, kind) || (kind == EntryKind.Folder && _taken[name] == EntryKind.Folder))
            return null;
        return _taken[name] == EntryKind.Folder ? "the same name as a folder" : "the same name as an earlier entry";
    }

    private string? Beneath(string folder) =>
        _taken.TryAdd(folder, EntryKind.Folder) ? null : _taken[folder] switch
        {
            EntryKind.Folder => null,
            EntryKind.Link => "beneath a link",
            _ => "beneath an entry that is not a folder",
        };
}
