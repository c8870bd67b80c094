namespace Equipoise.Imaging;

/// <summary>A prefix code of DEFLATE, given by the lengths of its codes (RFC 1951, 3.2.2).</summary>
/// <param name="bits">Codes up to this length are looked up at once, longer ones searched for.</param>
internal sealed class PrefixCode(int bits)
{
    private const int MaxLength = 15, MaxSymbols = 288;

    private static readonly byte[] Reversed =
        [.. Enumerable.Range(0, 256).Select(v => (byte)Enumerable.Range(0, 8).Sum(i => (v >> i & 1) << (7 - i)))];

    private readonly int[] _perLength = new int[MaxLength + 1];

    // By length, then by number, which is the codes' order.
    private readonly ushort[] _symbols = new ushort[MaxSymbols];

    // Symbol and length of the code that such bits begin with; 0 where it is longer.
    private readonly ushort[] _table = new ushort[1 << bits];

    /// <summary>Takes on the code whose symbols have these lengths; 0 is a symbol that does not occur.</summary>
    /// <returns>False where no code can have them.</returns>
    public bool Assign(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_perLength);
        foreach (var length in lengths)
            _perLength[length]++;
        _perLength[0] = 0;
        Span<int> code = stackalloc int[MaxLength + 2], place = stackalloc int[MaxLength + 2];
        code.Clear();
        place.Clear();
        for (var length = 1; length <= MaxLength; length++)
        {
            if (code[length] + _perLength[length] > 1 << length)
                return false;
            code[length + 1] = (code[length] + _perLength[length]) << 1;
            place[length + 1] = place[length] + _perLength[length];
        }
        Array.Clear(_table);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] is > 0 and var length)
            {
                _symbols[place[length]++] = (ushort)symbol;
                Enter(symbol, length, code[length]++);
            }
        return true;
    }

    /// <summary>The code that these bits begin with: the symbol times 16 plus the code's length; 0 where there is none.</summary>
    public int Find(ulong stream)
    {
        var entry = Quick((int)stream);
        return entry != 0 ? entry : Search(stream);
    }

    /// <summary>The same, and 0 also where the code is a long one.</summary>
    public int Quick(int stream) => _table[stream & (_table.Length - 1)];

    // The stream holds codes from their first bit on, hence reversed.
    private void Enter(int symbol, int length, int code)
    {
        if (length > bits)
            return;
        var reversed = (Reversed[code & 255] << 8 | Reversed[code >> 8]) >> (16 - length);
        for (var i = reversed; i < _table.Length; i += 1 << length)
            _table[i] = (ushort)(symbol << 4 | length);
    }

    private int Search(ulong stream)
    {
        var (code, first, place) = (0, 0, 0);
        for (var length = 1; length <= MaxLength; length++, stream >>= 1)
        {
            code = code << 1 | (int)(stream & 1);
            first <<= 1;
            if (code - first < _perLength[length])
                return _symbols[place + code - first] << 4 | length;
            first += _perLength[length];
            place += _perLength[length];
        }
        return 0;
    }
}
