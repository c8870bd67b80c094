using Equipoise.Data.Archives;
using Equipoise.Imaging;

namespace Equipoise.Data;

/// <summary>How a source is read.</summary>
public sealed record SourceOptions
{
    /// <summary>
    /// A regular expression whose first group (or whole match) in the path within the source is the patient. Without it,
    /// NIH ChestX-ray14 file names (00001280_004.jpg) are recognised.
    /// </summary>
    public string? PatientPattern { get; init; }

    /// <summary>What is refused before decoding.</summary>
    public ImageLimits Limits { get; init; } = new();

    /// <summary>What is refused of an archive.</summary>
    public ArchiveLimits Archives { get; init; } = new();

    /// <summary>The run stops when more than this share of the files cannot be used; 0 to 1.</summary>
    public double MaxQuarantineShare { get; init; } = 0.2;

    /// <summary>Which classes there are and how many images of each.</summary>
    public ClassSettings Classes { get; init; } = new();

    /// <summary>Whether DICOM files that say text is burned into their pixels are used; else they are quarantined.</summary>
    public bool AllowBurnedIn { get; init; }

    /// <summary>Settings of the format, by the names that it lists, e.g. "target" of rsna.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether images that carry the mark of a synthetic one are read: only to compare them, never to train or test on them.</summary>
    internal bool AllowSynthetic { get; init; }

    /// <summary>The value of a format's setting, or its default.</summary>
    public string Option(string name, string otherwise) => Options.GetValueOrDefault(name, otherwise);
}
