namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>A Huffman table (ITU-T T.81, annex C), looked up by the next 16 bits.</summary>
internal sealed class JpegHuffmanTable
{
    public const int LookAhead = 16;

    private readonly ushort[] _entries = new ushort[1 << LookAhead];

    /// <summary>The code that the bits begin with: its length, 0 for none, and its symbol.</summary>
    public (int Length, int Symbol) this[int bits] => (_entries[bits] >> 8, _entries[bits] & 0xFF);

    /// <summary>Reads a table's 16 counts and its symbols.</summary>
    /// <exception cref="UnreadableImageException">Truncated, or more codes than there are.</exception>
    public static JpegHuffmanTable Read(ReadOnlySpan<byte> segment, out int length)
    {
        length = LookAhead;
        foreach (var count in segment[..Math.Min(LookAhead, segment.Length)])
            length += count;
        if (segment.Length < length)
            throw new UnreadableImageException("damaged: a Huffman table that ends early");
        var table = new JpegHuffmanTable();
        var (code, symbol) = (0, LookAhead);
        for (var bits = 1; bits <= LookAhead; bits++)
            for (var i = 0; i < segment[bits - 1]; i++)
            {
                var run = 1 << (LookAhead - bits);
                if (code + run > 1 << LookAhead)
                    throw new UnreadableImageException("damaged: a Huffman table with too many codes");
                table._entries.AsSpan(code, run).Fill((ushort)(bits << 8 | segment[symbol++]));
                code += run;
            }
        return table;
    }
}
