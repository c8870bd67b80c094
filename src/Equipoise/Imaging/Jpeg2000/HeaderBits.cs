namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The bits of a packet header (B.10.1), most significant first; a byte of ones is followed by a stuffed zero bit.</summary>
internal ref struct HeaderBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int next;
    private int left;

    public int Bit()
    {
        if (left == 0)
        {
            left = next > 0 && bytes[next - 1] == 0xFF ? 7 : 8;
            if (next++ == bytes.Length)
                throw new UnreadableImageException("truncated: a JPEG 2000 packet header ends early");
        }
        return (bytes[next - 1] >> --left) & 1;
    }

    public int Bits(int count)
    {
        var value = 0;
        while (count-- > 0)
            value = 2 * value + Bit();
        return value;
    }

    /// <summary>How many bytes the header takes, with the stuffed byte that must follow a final byte of ones.</summary>
    public int Length()
    {
        left = 0;
        if (next > 0 && bytes[next - 1] == 0xFF)
            Bit();
        return next;
    }
}
