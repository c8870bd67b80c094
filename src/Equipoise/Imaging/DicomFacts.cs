using System.Text.Json.Serialization;

namespace Equipoise.Imaging;

/// <summary>
/// What is read from a DICOM header for splitting and for the audit. Every text here is a word of a fixed vocabulary, never
/// a value copied from the file, but for <see cref="PatientId"/>, which must not leave the process.
/// </summary>
public sealed record DicomFacts
{
    /// <summary>The patient, as the file has it; for the pseudonym only.</summary>
    [JsonIgnore]
    public string? PatientId { get; init; }

    /// <summary>The transfer syntax's common name, e.g. "JPEG Baseline"; "unknown" for one that is not in the standard.</summary>
    public string TransferSyntax { get; init; } = "unknown";

    /// <summary>MONOCHROME1, MONOCHROME2, RGB, PALETTE COLOR, YBR_FULL, ...; "other" for anything else.</summary>
    public string Photometric { get; init; } = "other";

    /// <summary>PA, AP, LL, RL, ... (PS3.3, C.8.7.1 and C.8.1); "other" for anything else, null where absent.</summary>
    public string? View { get; init; }

    /// <summary>Years, 0 to 120; null where absent or malformed.</summary>
    public int? Age { get; init; }

    /// <summary>M, F or O; null where absent or anything else.</summary>
    public string? Sex { get; init; }

    /// <summary>CR, DX, CT, ...; "other" for anything else, null where absent.</summary>
    public string? Modality { get; init; }

    /// <summary>Whether the file says that text is burned into the pixels; null where it does not tell.</summary>
    public bool? BurnedIn { get; init; }

    /// <summary>Frames in the file; the first is used.</summary>
    public int Frames { get; init; } = 1;
}
