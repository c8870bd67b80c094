namespace Equipoise.Imaging.Dicom;

/// <summary>One data element.</summary>
/// <param name="Tag">Group in the upper, element in the lower 16 bits.</param>
/// <param name="IsBytes">Whether its value representation is OB, whose bytes are in no machine's order.</param>
/// <param name="Encoding">How the elements within it are encoded, should it be a sequence.</param>
/// <param name="Length">As declared; null for an undefined length.</param>
/// <param name="Start">Where its value begins in the content.</param>
/// <param name="Value">Its value as far as the content has it; of a sequence the items.</param>
internal readonly record struct Element(
    uint Tag, bool IsBytes, ElementEncoding Encoding, uint? Length, int Start, ReadOnlyMemory<byte> Value);
