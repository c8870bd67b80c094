using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>One real image of a source.</summary>
/// <param name="Path">Its name within the source, with forward slashes; unique there.</param>
/// <param name="Label">Index into the source's class names.</param>
/// <param name="Patient">Whose image it is, where known: images of one patient stay on one side of a split.</param>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Header">Format and size of the image.</param>
public sealed record ImageRecord(string Path, int Label, string? Patient, ContentHash Hash, long Bytes, ImageHeader Header)
{
    /// <summary>The side of a split on which the source itself puts the image; null where it has no split of its own.</summary>
    public Part? Part { get; init; }

    /// <summary>
    /// What a split must keep together: the patient where known, else the content, so that identical files
    /// never stand on both sides.
    /// </summary>
    public string Group => Patient is null ? $"#{Hash.Short}" : Patient;
}
