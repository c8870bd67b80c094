using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Walks over the marker segments of a JPEG stream (ITU-T T.81, annex B), passing over coded data.</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> stream)
{
    public const byte HuffmanTables = 0xC4, EndOfImage = 0xD9, StartOfScan = 0xDA, RestartInterval = 0xDD, App0 = 0xE0;
    private const byte StartOfImage = 0xD8;

    private readonly ReadOnlySpan<byte> _stream = stream;
    private int _at;

    /// <summary>What follows the segment: after a scan's header its coded data.</summary>
    public readonly ReadOnlySpan<byte> Rest => _stream[_at..];

    /// <summary>The next segment's marker and content; false at the end of the image.</summary>
    /// <exception cref="UnreadableImageException">The stream stops before its end.</exception>
    public bool Next(out byte marker, out ReadOnlySpan<byte> segment)
    {
        do
            marker = NextMarker();
        while (marker == StartOfImage);
        segment = marker == EndOfImage ? default : Segment();
        return marker != EndOfImage;
    }

    // Within coded data FF is followed by 00 or a restart marker; before a marker it may be repeated.
    private byte NextMarker()
    {
        for (; _at + 1 < _stream.Length; _at++)
            if (_stream[_at] == 0xFF && _stream[_at + 1] is not (0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return _stream[(_at += 2) - 1];
        throw new UnreadableImageException("truncated: the JPEG stream has no end");
    }

    private ReadOnlySpan<byte> Segment()
    {
        var length = Rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Rest);
        if (length < 2 || length > Rest.Length)
            throw new UnreadableImageException("truncated: a JPEG segment that ends early");
        var segment = Rest[2..length];
        _at += length;
        return segment;
    }
}
