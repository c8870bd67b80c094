using System.Globalization;

namespace Equipoise.Imaging.Dicom;

/// <summary>Typed views of an attribute's first value.</summary>
internal static class DicomAttributesExtensions
{
    /// <summary>An unsigned 16-bit number (VR US).</summary>
    public static int? Unsigned(this IDicomAttributes attributes, uint tag) => attributes.Words(tag) is [var first, ..] ? first : null;

    /// <summary>A decimal number (VR DS or IS), the first of several; null where absent, malformed or not finite.</summary>
    public static double? Decimal(this IDicomAttributes attributes, uint tag) =>
        double.TryParse(attributes.Word(tag), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The first component of a text, in upper case; null where absent.</summary>
    public static string? Word(this IDicomAttributes attributes, uint tag) =>
        attributes.Text(tag)?.Split('\\', 2)[0].Trim().ToUpperInvariant() is { Length: > 0 } word ? word : null;
}
