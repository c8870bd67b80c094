using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Equipoise.Imaging;

/// <summary>
/// Inflates a zlib stream (RFC 1950, 1951) that lies in memory as a whole into memory for the whole of it. Noise, of which
/// radiographs are full, compresses to single bytes with short codes: two of them are looked up at once. The sum over the
/// result is left unchecked: PNG has sums over the compressed data.
/// </summary>
/// <param name="data">The stream, and at least <see cref="Slack"/> bytes after it.</param>
/// <param name="length">Bytes of the stream.</param>
internal sealed class Inflater(byte[] data, int length)
{
    /// <summary>Bytes that input and output need beyond their end.</summary>
    public const int Slack = 16;

    private const int LiteralBits = 10, EndOfBlock = 256;

    private static readonly byte[] LengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static readonly (int Base, int Extra)[] Lengths =
    [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2), (23, 2), (27, 2),
        (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
    ];

    private static readonly (int Base, int Extra)[] Distances =
    [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4), (49, 4), (65, 5), (97, 5), (129, 6),
        (193, 6), (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10), (4097, 11), (6145, 11),
        (8193, 12), (12289, 12), (16385, 13), (24577, 13),
    ];

    private readonly PrefixCode _literals = new(LiteralBits), _distances = new(9), _lengths = new(7);

    // One or two literals that such bits begin with: the bits they take, their number, and they; 0 where there is none.
    private readonly uint[] _pairs = new uint[1 << LiteralBits];

    private ulong _bits;
    private int _held;
    private int _next;

    /// <summary>Inflates.</summary>
    /// <param name="result">Filled but for its last <see cref="Slack"/> bytes.</param>
    /// <returns>Whether the stream is sound and exactly as long.</returns>
    public bool Inflate(Span<byte> result)
    {
        if (length < 6 || (data[0] & 0x0F) != 8 || data[0] >> 4 > 7 || (data[1] & 0x20) != 0 || (data[0] << 8 | data[1]) % 31 != 0)
            return false;
        _next = 2;
        var (to, last) = (0, false);
        while (!last)
        {
            Refill();
            last = Take(1) == 1;
            var whole = Take(2) switch
            {
                0 => Stored(result, ref to),
                1 => FixedCodes() && Symbols(result, ref to),
                2 => ReadCodes() && Symbols(result, ref to),
                _ => false,
            };
            if (!whole || Position > length)
                return false;
        }
        return to == result.Length - Slack && Position + 4 <= length;
    }

    // Where the bits go on that are not taken yet.
    private int Position => _next - (_held >> 3);

    // 56 bits at least. Those above them are read again, and are the same again.
    private void Refill()
    {
        _bits |= Word(Math.Min(_next, length)) << _held;
        _next += (63 - _held) >> 3;
        _held |= 56;
    }

    private ulong Word(int at) => BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(at));

    private int Take(int count)
    {
        var value = (int)(_bits & ((1UL << count) - 1));
        _bits >>= count;
        _held -= count;
        return value;
    }

    private bool Stored(Span<byte> result, ref int to)
    {
        Take(_held & 7);
        var (size, inverse) = (Take(16), Take(16));
        var from = Position;
        if (size != (~inverse & 0xFFFF) || size > length - from || size > result.Length - Slack - to)
            return false;
        data.AsSpan(from, size).CopyTo(result[to..]);
        to += size;
        (_bits, _held, _next) = (0, 0, from + size);
        return true;
    }

    private bool FixedCodes()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        Span<byte> five = stackalloc byte[30];
        five.Fill(5);
        return Assign(lengths, five);
    }

    private bool ReadCodes()
    {
        var (literals, distances, codes) = (Take(5) + 257, Take(5) + 1, Take(4) + 4);
        if (literals > 286 || distances > 30)
            return false;
        Span<byte> lengths = stackalloc byte[286 + 30];
        lengths.Clear();
        for (var i = 0; i < codes; i++)
        {
            Refill();
            lengths[LengthOrder[i]] = (byte)Take(3);
        }
        if (!_lengths.Assign(lengths[..19]))
            return false;
        lengths.Clear();
        for (var i = 0; i < literals + distances;)
        {
            Refill();
            var found = _lengths.Find(_bits);
            Take(found & 15);
            var (value, repeat) = (found >> 4) switch
            {
                16 when i > 0 => (lengths[i - 1], 3 + Take(2)),
                17 => ((byte)0, 3 + Take(3)),
                18 => ((byte)0, 11 + Take(7)),
                < 16 and var length when found != 0 => ((byte)length, 1),
                _ => ((byte)0, int.MaxValue),
            };
            if (repeat > literals + distances - i)
                return false;
            lengths.Slice(i, repeat).Fill(value);
            i += repeat;
        }
        return lengths[EndOfBlock] > 0 && Assign(lengths[..literals], lengths.Slice(literals, distances));
    }

    private bool Assign(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        if (!_literals.Assign(literals) || !_distances.Assign(distances))
            return false;
        for (var i = 0; i < _pairs.Length; i++)
            _pairs[i] = Pair(i);
        return true;
    }

    private uint Pair(int bits)
    {
        var first = _literals.Quick(bits);
        if (first == 0 || first >> 4 >= EndOfBlock)
            return 0;
        var second = _literals.Quick(bits >> (first & 15));
        var size = (first & 15) + (second & 15);
        return second == 0 || second >> 4 >= EndOfBlock || size > LiteralBits
            ? (uint)(first >> 4 << 16 | 1 << 8 | first & 15)
            : (uint)(second >> 4 << 24 | first >> 4 << 16 | 2 << 8 | size);
    }

    // Until the end of the block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Symbols(Span<byte> result, ref int to)
    {
        var (bits, held, next, at, end) = (_bits, _held, _next, to, result.Length - Slack);
        ReadOnlySpan<byte> input = data;
        ReadOnlySpan<uint> pairs = _pairs;
        while (next <= length + 8 && at <= end)
        {
            bits |= BinaryPrimitives.ReadUInt64LittleEndian(input[next..]) << held;
            next += (63 - held) >> 3;
            held |= 56;
            var pair = pairs[(int)bits & ((1 << LiteralBits) - 1)];
            if (pair != 0)
            {
                do
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(result[at..], (ushort)(pair >> 16));
                    at += (int)(pair >> 8) & 3;
                    bits >>= (int)pair;
                    held -= (int)pair & 15;
                    pair = pairs[(int)bits & ((1 << LiteralBits) - 1)];
                }
                while (pair != 0 && held >= LiteralBits && at <= end);
                continue;
            }
            var found = _literals.Find(bits);
            var symbol = found >> 4;
            (bits, held) = (bits >> (found & 15), held - (found & 15));
            if (symbol < EndOfBlock)
            {
                if (found == 0)
                    return false;
                result[at++] = (byte)symbol;
                continue;
            }
            if (symbol == EndOfBlock)
            {
                (_bits, _held, _next, to) = (bits, held, next, at);
                return true;
            }
            if (symbol - 257 >= Lengths.Length)
                return false;
            var (size, extra) = Lengths[symbol - 257];
            size += (int)bits & ((1 << extra) - 1);
            (bits, held) = (bits >> extra, held - extra);
            found = _distances.Find(bits);
            if (found == 0 || found >> 4 >= Distances.Length)
                return false;
            (bits, held) = (bits >> (found & 15), held - (found & 15));
            (var distance, extra) = Distances[found >> 4];
            distance += (int)bits & ((1 << extra) - 1);
            (bits, held) = (bits >> extra, held - extra);
            if (distance > at || size > end - at)
                return false;
            Repeat(result, at, distance, size);
            at += size;
        }
        return false;
    }

    // What is repeated may reach into its own copy; most of it is short.
    private static void Repeat(Span<byte> result, int at, int distance, int size)
    {
        if (distance >= Slack && size <= Slack)
            Vector128.Create<byte>(result[(at - distance)..]).CopyTo(result[at..]);
        else if (distance >= size)
            result.Slice(at - distance, size).CopyTo(result[at..]);
        else
            for (var i = at; i < at + size; i++)
                result[i] = result[i - distance];
    }
}
