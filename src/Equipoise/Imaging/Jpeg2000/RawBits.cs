namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The bits of a bypassed codeword segment (D.6).</summary>
internal sealed class RawBits
{
    private byte[] data = [];
    private int position;
    private int current;
    private int left;

    /// <summary>Begins a codeword segment.</summary>
    /// <param name="bytes">The segment, and two bytes of 0xFF at its end, which read as an endless row of ones.</param>
    public void Begin(byte[] bytes) => (data, position, current, left) = (bytes, 0, 0, 0);

    public int Next()
    {
        if (left == 0)
        {
            // A byte of ones is followed by a stuffed zero bit; more than 0x8F is the end.
            var stuffed = current == 0xFF;
            if (stuffed && data[position] > 0x8F)
                left = 8;
            else
                (current, left) = (data[position++], stuffed ? 7 : 8);
        }
        return (current >> --left) & 1;
    }
}
