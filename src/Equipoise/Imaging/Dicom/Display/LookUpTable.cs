namespace Equipoise.Imaging.Dicom.Display;

/// <summary>A look-up table: a descriptor (entries, first input, bits of an entry) and its data (PS3.3, C.11.1.1).</summary>
/// <param name="Entries">At least one.</param>
/// <param name="First">The input of the first entry.</param>
/// <param name="Bits">Bits of an entry, 8 to 16.</param>
internal sealed record LookUpTable(ushort[] Entries, int First, int Bits)
{
    /// <summary>The entry of this input; inputs beyond an end take the last entry there.</summary>
    public int this[int input] => Entries[Math.Clamp((long)input - First, 0, Entries.Length - 1)];

    /// <summary>The largest value that an entry can have.</summary>
    public int Max => (1 << Bits) - 1;

    /// <param name="signed">Whether inputs may be negative.</param>
    /// <exception cref="UnreadableImageException">Malformed or cut short.</exception>
    public static LookUpTable Read(IDicomAttributes attributes, uint descriptorTag, uint dataTag, bool signed)
    {
        if (attributes.Words(descriptorTag) is not [var entries, var first, var bits, ..] || bits is < 8 or > 16)
            throw new UnreadableImageException("damaged: a look-up table without a sane descriptor");
        var data = attributes.Words(dataTag) ?? [];
        var count = entries == 0 ? 65536 : entries; // as a 16-bit number cannot say it
        if (data.Length < count && bits == 8)
            data = Bytes(data);
        return data.Length >= count
            ? new LookUpTable(data[..count], signed ? (short)first : first, bits)
            : throw new UnreadableImageException($"truncated: a look-up table with {data.Length} of {count} entries");
    }

    // Entries of 8 bits may be packed in pairs.
    private static ushort[] Bytes(ushort[] words) => [.. words.SelectMany(w => new[] { (ushort)(w & 0xFF), (ushort)(w >> 8) })];
}
