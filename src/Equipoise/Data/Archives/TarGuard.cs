using System.Globalization;
using System.Text;

namespace Equipoise.Data.Archives;

/// <summary>
/// Passes a tar archive through and looks at its headers on the way: an extended header (a long name, PAX attributes) that
/// claims to be huge is refused before the framework reserves memory for it. Counts the bytes, too.
/// </summary>
internal sealed class TarGuard(Stream inner, UnpackBudget budget) : ForwardStream(inner)
{
    private const int Block = 512;
    private const long MaxExtendedHeader = 1 << 20;

    private readonly byte[] _header = new byte[Block];
    private int _have;
    private long _untilHeader;

    /// <summary>Whether the empty block that ends an archive was passed.</summary>
    public bool Ended { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var most = _untilHeader > 0 ? _untilHeader : Block - _have;
        var read = Inner.Read(buffer[..(int)Math.Min(buffer.Length, most)]);
        budget.Spend(read);
        if (_untilHeader > 0)
            _untilHeader -= read;
        else
            Collect(buffer[..read]);
        return read;
    }

    /// <summary>Whether this block is a tar header: its checksum, all bytes with that field as spaces, is right.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        return Octal(block[148..156]) == sum;
    }

    private void Collect(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_header.AsSpan(_have));
        _have += bytes.Length;
        if (_have < Block)
            return;
        _have = 0;
        Ended |= !_header.AsSpan().ContainsAnyExcept((byte)0);
        if (Ended)
            return;
        var size = Size(_header.AsSpan(124, 12));
        if (_header[156] is (byte)'x' or (byte)'g' or (byte)'X' or (byte)'L' or (byte)'K' && size > MaxExtendedHeader)
            throw new InvalidDataException($"one of its extended headers claims {size:N0} bytes.");
        _untilHeader = checked((size + Block - 1) / Block * Block);
    }

    // Octal digits, or since GNU tar a big-endian number whose first bit is set.
    private static long Size(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) == 0)
            return Octal(field) is >= 0 and var size ? size : throw new InvalidDataException("one of its headers is damaged.");
        var large = 0L;
        foreach (var b in field[4..])
            large = (large << 8) | b;
        return large is >= 0 and < long.MaxValue - Block ? large : throw new InvalidDataException("one of its headers is damaged.");
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in Encoding.Latin1.GetString(field).Trim(' ', '\0'))
        {
            if (digit is < '0' or > '7')
                return -1;
            value = value * 8 + CharUnicodeInfo.GetDecimalDigitValue(digit);
        }
        return value;
    }
}
