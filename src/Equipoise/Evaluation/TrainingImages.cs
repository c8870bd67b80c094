namespace Equipoise.Evaluation;

/// <summary>What the generator of synthetic images was trained on: a source of its own, or a list of real images by content.</summary>
/// <param name="Source">A path or format:location; null where there is a list.</param>
/// <param name="List">SHA-256 and patient of each training image, as <c>trained-on.csv</c> has them.</param>
public sealed record TrainingImages(string? Source, IReadOnlyList<(string Hash, string Group)> List)
{
    private readonly HashSet<string> _hashes = [.. List.Select(i => i.Hash)];
    private readonly HashSet<string> _groups = [.. List.Select(i => i.Group)];

    /// <summary>Whether the list has this image.</summary>
    public bool Includes(Data.ImageRecord record) => _hashes.Contains(record.Hash.Hex);

    /// <summary>Whether the list has this image or another one of the patient.</summary>
    public bool Touches(Data.ImageRecord record) => Includes(record) || _groups.Contains(record.Group);
}
