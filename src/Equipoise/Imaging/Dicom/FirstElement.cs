using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom;

/// <summary>Tells by its first two elements whether content is a DICOM data set, and how it is encoded.</summary>
internal static class FirstElement
{
    /// <summary>A data set begins with the file meta group or the identifying group; no other file does that plausibly.</summary>
    /// <returns>Null for anything else.</returns>
    public static ElementEncoding? Encoding(ReadOnlySpan<byte> content)
    {
        foreach (var encoding in (ReadOnlySpan<ElementEncoding>)
            [ElementEncoding.ExplicitLittle, ElementEncoding.ExplicitBig, ElementEncoding.ImplicitLittle])
            if (Next(content, encoding) is { } next && Group(content, encoding) is 2 or 8
                && (next == content.Length || IsElement(content[next..], encoding)))
                return encoding;
        return null;
    }

    private static bool IsElement(ReadOnlySpan<byte> at, ElementEncoding encoding) =>
        Next(at, encoding) is not null && Group(at, encoding) <= 0x7FE0;

    private static int Group(ReadOnlySpan<byte> at, ElementEncoding encoding) => Number16(at, encoding.BigEndian);

    /// <summary>Where the element that begins here ends; null where it is not plausible.</summary>
    private static int? Next(ReadOnlySpan<byte> at, ElementEncoding encoding)
    {
        if (at.Length < 8 || !encoding.Implicit && !ValueRepresentation.IsKnown(at[4..6]))
            return null;
        var isLong = !encoding.Implicit && ValueRepresentation.HasLongLength(at[4..6]);
        if (isLong && at.Length < 12)
            return null;
        var header = isLong ? 12 : 8;
        var length = isLong || encoding.Implicit
            ? Number32(at[(header - 4)..], encoding.BigEndian)
            : (uint)Number16(at[6..], encoding.BigEndian);
        return length <= at.Length - header ? header + (int)length : null;
    }

    private static int Number16(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint Number32(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
}
