using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Equipoise.Tests.Support;

/// <summary>Writes DICOM elements in the order in which they are given, right or wrong.</summary>
internal sealed class DicomWriter(bool isImplicit = false, bool bigEndian = false)
{
    public const string ImplicitLittle = "1.2.840.10008.1.2";
    public const string ExplicitLittle = "1.2.840.10008.1.2.1";
    public const string Deflated = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBig = "1.2.840.10008.1.2.2";

    private static readonly string[] LongForms = ["OB", "OW", "SQ", "UN", "UT"];
    private readonly MemoryStream _bytes = new();

    /// <summary>A writer of data sets in this transfer syntax.</summary>
    public static DicomWriter For(string syntax) => new(syntax == ImplicitLittle, syntax == ExplicitBig);

    public DicomWriter Text(uint tag, string vr, string text) =>
        Element(tag, vr, Encoding.UTF8.GetBytes(text.Length % 2 == 0 ? text : text + (vr == "UI" ? '\0' : ' ')));

    public DicomWriter Words(uint tag, string vr, params int[] words) => Element(tag, vr, WordBytes(words));

    /// <summary>An element; an odd value stays odd.</summary>
    public DicomWriter Element(uint tag, string vr, byte[] value, uint? length = null)
    {
        Header(tag, vr, length ?? (uint)value.Length);
        _bytes.Write(value);
        return this;
    }

    public DicomWriter Sequence(uint tag, bool undefined, params DicomWriter[] items) => Sequence(tag, "SQ", undefined, items);

    public DicomWriter Sequence(uint tag, string vr, bool undefined, params DicomWriter[] items)
    {
        var content = new DicomWriter(isImplicit, bigEndian);
        foreach (var item in items)
        {
            content.Header(0xFFFEE000, null, undefined ? uint.MaxValue : (uint)item.ToArray().Length);
            content._bytes.Write(item.ToArray());
            if (undefined)
                content.Header(0xFFFEE00D, null, 0);
        }
        if (undefined)
            content.Header(0xFFFEE0DD, null, 0);
        return Element(tag, vr, content.ToArray(), undefined ? uint.MaxValue : null);
    }

    /// <summary>Pixel data in fragments; the first is the offset table.</summary>
    public DicomWriter Fragments(params byte[][] fragments)
    {
        Header(0x7FE00010, "OB", uint.MaxValue);
        foreach (var fragment in fragments)
        {
            Header(0xFFFEE000, null, (uint)fragment.Length);
            _bytes.Write(fragment);
        }
        Header(0xFFFEE0DD, null, 0);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>The file: preamble, file meta group and this data set.</summary>
    public byte[] File(string syntax, bool preamble = true, bool meta = true)
    {
        var group = new DicomWriter().Element(0x00020001, "OB", [0, 1]).Text(0x00020010, "UI", syntax).ToArray();
        byte[] head = meta ? [.. new DicomWriter().Element(0x00020000, "UL", BitConverter.GetBytes(group.Length)).ToArray(), .. group] : [];
        byte[] mark = preamble ? [.. new byte[128], .. "DICM"u8] : [];
        return [.. mark, .. head, .. syntax == Deflated ? Deflate(ToArray()) : ToArray()];
    }

    public byte[] WordBytes(params int[] words)
    {
        var bytes = new byte[2 * words.Length];
        for (var i = 0; i < words.Length; i++)
            if (bigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), (ushort)words[i]);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), (ushort)words[i]);
        return bytes;
    }

    private void Header(uint tag, string? vr, uint length)
    {
        Number16((int)(tag >> 16));
        Number16((int)(tag & 0xFFFF));
        if (vr is null || isImplicit)
        {
            Number32(length);
            return;
        }
        _bytes.Write(Encoding.ASCII.GetBytes(vr));
        if (!LongForms.Contains(vr))
        {
            Number16((int)length);
            return;
        }
        Number16(0);
        Number32(length);
    }

    private void Number16(int number) => _bytes.Write(WordBytes(number));

    private void Number32(uint number) =>
        _bytes.Write(bigEndian ? WordBytes((int)(number >> 16), (int)(number & 0xFFFF)) : WordBytes((int)(number & 0xFFFF), (int)(number >> 16)));

    private static byte[] Deflate(byte[] content)
    {
        using var deflated = new MemoryStream();
        using (var stream = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(content);
        return deflated.ToArray();
    }
}
