using System.Buffers.Binary;

namespace Equipoise.Data.Archives;

/// <summary>
/// The central directory of a zip file (APPNOTE 4.3.12 to 4.3.16), as far as it takes to count the entries: the framework
/// holds them all in memory before anyone can ask how many there are.
/// </summary>
internal static class ZipDirectory
{
    private const uint EntrySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const int EntryBytes = 46;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;

    /// <summary>Leaves the stream at its beginning.</summary>
    /// <exception cref="InvalidDataException">Not a whole zip file, or with more entries than allowed.</exception>
    public static void Require(Stream stream, int maxEntries)
    {
        stream.Position = Start(stream);
        for (var entries = 0; SkipEntry(stream); entries++)
            if (entries == maxEntries)
                throw new InvalidDataException($"it has more than the limit of {maxEntries:N0} entries.");
        stream.Position = 0;
    }

    private static bool SkipEntry(Stream stream)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        if (stream.ReadAtLeast(entry, EntryBytes, throwOnEndOfStream: false) < EntryBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(entry) != EntrySignature)
            return false;
        // The name, the extra fields and the comment follow.
        stream.Seek(UInt16(entry[28..]) + UInt16(entry[30..]) + UInt16(entry[32..]), SeekOrigin.Current);
        return true;
    }

    // Where the directory begins; in a large file the end record only points to a longer one (Zip64).
    private static long Start(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, LocatorBytes + EndBytes + ushort.MaxValue)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var end = EndRecord(tail);
        var start = (long)UInt32(tail.AsSpan(end + 16));
        if (start == uint.MaxValue && end >= LocatorBytes && UInt32(tail.AsSpan(end - LocatorBytes)) == LocatorSignature)
        {
            var record = new byte[56];
            stream.Position = Within(BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorBytes + 8)), stream);
            stream.ReadExactly(record);
            start = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
        }
        return Within(start, stream);
    }

    private static int EndRecord(byte[] tail)
    {
        for (var at = tail.Length - EndBytes; at >= 0; at--)
            if (UInt32(tail.AsSpan(at)) == EndSignature)
                return at;
        throw new InvalidDataException("it is not a zip file, or it ends early.");
    }

    private static long Within(long position, Stream stream) => position >= 0 && position <= stream.Length
        ? position
        : throw new InvalidDataException("it is a damaged zip file: its directory lies outside it.");

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
