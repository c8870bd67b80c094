using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Equipoise.Imaging.Dicom;

/// <summary>The elements of a data set or of an item. Private ones are passed over, and the first of two of one tag counts.</summary>
internal sealed class Dataset : IDicomAttributes
{
    private const int MaxTextBytes = 4096;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<uint, Element> _elements = [];
    private readonly ElementEncoding _encoding;

    private Dataset(ElementEncoding encoding) => _encoding = encoding;

    /// <summary>Reads up to Pixel Data, which may be cut short, or to the content's end.</summary>
    public static Dataset Read(ReadOnlyMemory<byte> content, ElementEncoding encoding, int start = 0) =>
        Read(new ElementReader(content, encoding, start), encoding, tag => tag == Tags.PixelData);

    /// <summary>Reads the file meta group, and where it ends.</summary>
    public static (Dataset Meta, int End) ReadMeta(ReadOnlyMemory<byte> content, int start)
    {
        var meta = new Dataset(ElementEncoding.ExplicitLittle);
        var reader = new ElementReader(content, ElementEncoding.ExplicitLittle, start);
        while (reader.HasMore && reader.PeekTag() >> 16 == 2)
            meta.Add(reader.Read());
        return (meta, reader.Position);
    }

    public Element? Find(uint tag) => _elements.TryGetValue(tag, out var element) ? element : null;

    public string? Text(uint tag)
    {
        if (Find(tag) is not { } element)
            return null;
        var bytes = element.Value.Span[..Math.Min(element.Value.Length, MaxTextBytes)];
        var text = Decode(bytes).Trim('\0', ' ', '\t', '\r', '\n');
        return text.Length > 0 ? text : null;
    }

    public ushort[]? Words(uint tag)
    {
        if (Find(tag) is not { Value.Length: >= 2 } element)
            return null;
        var words = new ushort[element.Value.Length / 2];
        element.Value.Span[..(2 * words.Length)].CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        if (_encoding.BigEndian == BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
        return words;
    }

    public IDicomAttributes? Item(uint tag)
    {
        if (Find(tag) is not { Value.Length: >= 8 } sequence)
            return null;
        var item = new ElementReader(sequence.Value, sequence.Encoding).ReadItem();
        return Read(new ElementReader(item, sequence.Encoding), sequence.Encoding, tag => tag == Tags.ItemEnd);
    }

    private static Dataset Read(ElementReader reader, ElementEncoding encoding, Func<uint, bool> isLast)
    {
        var dataset = new Dataset(encoding);
        while (reader.HasMore)
        {
            var element = reader.Read();
            dataset.Add(element);
            if (isLast(element.Tag))
                break;
        }
        return dataset;
    }

    private void Add(Element element)
    {
        if ((element.Tag >> 16) % 2 == 0)
            _elements.TryAdd(element.Tag, element);
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
