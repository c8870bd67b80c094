using System.Buffers.Binary;

namespace Equipoise.Imaging.Dicom;

/// <summary>
/// Walks over data elements (PS3.5, section 7). Every length is checked against the content, sequences of undefined length may
/// nest <see cref="MaxDepth"/> deep, and one walk takes at most <see cref="MaxElements"/> elements.
/// </summary>
internal sealed class ElementReader(ReadOnlyMemory<byte> content, ElementEncoding encoding, int start = 0)
{
    public const int MaxDepth = 32;
    public const int MaxElements = 1_000_000;
    private const uint Undefined = uint.MaxValue;

    private readonly ReadOnlyMemory<byte> _content = content;
    private int _elements;

    public int Position { get; private set; } = start;

    public int Left => _content.Length - Position;

    /// <summary>Whether another element begins here; fewer bytes than its header has are taken for padding.</summary>
    public bool HasMore => Left >= 8;

    public uint PeekTag() => Tag(Position, encoding.BigEndian);

    /// <summary>Reads one element. Pixel Data may be cut short; any other value must be there in full.</summary>
    /// <exception cref="UnreadableImageException">Truncated, or not an element.</exception>
    public Element Read()
    {
        var at = Position;
        var (tag, length, within) = Header(encoding);
        var isBytes = !encoding.Implicit && _content.Span.Slice(at + 4, 2).SequenceEqual("OB"u8);
        var begin = Position;
        if (tag == Tags.PixelData)
            Position = length == Undefined ? _content.Length : (int)Math.Min(begin + (long)length, _content.Length);
        else
            Skip(length, within, 0);
        var end = length == Undefined && tag != Tags.PixelData ? Position - 8 : Position;
        return new(tag, isBytes, within, length == Undefined ? null : length, begin, _content[begin..end]);
    }

    /// <summary>The content of the item that begins here; of one of undefined length all that follows.</summary>
    /// <exception cref="UnreadableImageException">No item, or truncated.</exception>
    public ReadOnlyMemory<byte> ReadItem()
    {
        var (tag, length, _) = Header(encoding);
        if (tag != Tags.Item)
            throw new UnreadableImageException("damaged: a sequence holds something that is not an item");
        var begin = Position;
        if (length == Undefined)
            return _content[begin..];
        Advance(length);
        return _content[begin..Position];
    }

    private void Skip(uint length, ElementEncoding within, int depth)
    {
        if (length != Undefined)
            Advance(length);
        else
            SkipItems(within, depth + 1);
    }

    private void SkipItems(ElementEncoding within, int depth)
    {
        if (depth > MaxDepth)
            throw new UnreadableImageException($"damaged: sequences nested more than {MaxDepth} deep");
        while (true)
        {
            var (tag, length, _) = Header(within);
            if (tag == Tags.SequenceEnd)
                return;
            if (tag != Tags.Item)
                throw new UnreadableImageException("damaged: a sequence holds something that is not an item");
            if (length != Undefined)
                Advance(length);
            else
                SkipElements(within, depth);
        }
    }

    private void SkipElements(ElementEncoding within, int depth)
    {
        while (true)
        {
            var (tag, length, inner) = Header(within);
            if (tag == Tags.ItemEnd)
                return;
            Skip(length, inner, depth);
        }
    }

    private (uint Tag, uint Length, ElementEncoding Within) Header(ElementEncoding here)
    {
        if (++_elements > MaxElements)
            throw new UnreadableImageException($"damaged: more than {MaxElements:N0} elements");
        Require(8);
        var tag = Tag(Position, here.BigEndian);
        var vr = _content.Span.Slice(Position + 4, 2);
        if (tag >> 16 == 0xFFFE || here.Implicit || !ValueRepresentation.IsPlausible(vr))
            return (tag, Length(4, here.BigEndian), here);
        // A value representation newer than this table has the long form (PS3.5, 6.2.2, note); older junk has the short one.
        var isLong = ValueRepresentation.HasLongLength(vr) || !ValueRepresentation.IsKnown(vr) && HasLongForm(here.BigEndian);
        if (!isLong)
        {
            Position += 8;
            var length = _content.Span.Slice(Position - 2, 2);
            return (tag, (uint)(here.BigEndian ? length[0] << 8 | length[1] : length[1] << 8 | length[0]), here);
        }
        // What is within an element of unknown representation is implicit little endian (PS3.5, 6.2.2).
        var within = vr.SequenceEqual("UN"u8) ? ElementEncoding.ImplicitLittle : here;
        return (tag, Length(8, here.BigEndian), within);
    }

    private bool HasLongForm(bool bigEndian)
    {
        if (Left < 12 || _content.Span[Position + 6] != 0 || _content.Span[Position + 7] != 0)
            return false;
        return Number(Position + 8, bigEndian) <= Left - 12;
    }

    private uint Length(int offset, bool bigEndian)
    {
        Require(offset + 4);
        var length = Number(Position + offset, bigEndian);
        Position += offset + 4;
        return length;
    }

    private uint Tag(int at, bool bigEndian)
    {
        var number = Number(at, bigEndian);
        return bigEndian ? number : number << 16 | number >> 16;
    }

    private uint Number(int at, bool bigEndian)
    {
        var bytes = _content.Span.Slice(at, 4);
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private void Advance(uint length)
    {
        Require(length);
        Position += (int)length;
    }

    private void Require(long bytes)
    {
        if (bytes > Left)
            throw new UnreadableImageException("truncated or damaged: an element is longer than the rest of the file");
    }
}
