namespace Equipoise.Data.Archives;

/// <summary>An archive, unpacked.</summary>
/// <param name="Folder">Where its files lie; of an archive with a single folder at its top, that folder.</param>
/// <param name="Quarantine">The entries that were refused, by their names in the archive, and why.</param>
public sealed record ExtractedArchive(string Folder, IReadOnlyList<Quarantined> Quarantine);
