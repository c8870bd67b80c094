namespace Equipoise.Imaging.Dicom;

/// <summary>The attributes of a data set or of a sequence's item, by tag (group in the upper 16 bits).</summary>
internal interface IDicomAttributes
{
    /// <summary>The value as text, all of its components, without padding; null where absent or empty.</summary>
    string? Text(uint tag);

    /// <summary>The value as 16-bit words in the machine's order; null where absent or empty.</summary>
    ushort[]? Words(uint tag);

    /// <summary>The first item of a sequence; null where absent or empty.</summary>
    IDicomAttributes? Item(uint tag);
}
