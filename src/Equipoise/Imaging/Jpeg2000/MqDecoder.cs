using System.Numerics;
using System.Runtime.CompilerServices;

namespace Equipoise.Imaging.Jpeg2000;

/// <summary>The MQ arithmetic decoder (Annex C, in the form of its figures J.1 to J.3).</summary>
internal sealed class MqDecoder
{
    private static readonly uint[] States = PackStates();

    // Twice the index of the probability state, plus the more probable symbol.
    private readonly byte[] contexts = new byte[Contexts.Count];
    private byte[] data = [];
    private int position;
    private uint interval;
    private uint code;
    private int shiftsLeft;

    /// <summary>Puts all contexts into their first state (Table D.7).</summary>
    public void ResetContexts()
    {
        Array.Clear(contexts);
        contexts[Contexts.FirstZeroCoding] = 2 * 4;
        contexts[Contexts.RunLength] = 2 * 3;
        contexts[Contexts.Uniform] = 2 * 46;
    }

    /// <summary>Begins a codeword segment.</summary>
    /// <param name="bytes">The segment, and two bytes of 0xFF at its end, which read as an endless row of ones.</param>
    public void Begin(byte[] bytes)
    {
        (data, position) = (bytes, 0);
        code = (uint)data[0] << 16;
        ReadByte();
        code <<= 7;
        shiftsLeft -= 7;
        interval = 0x8000;
    }

    /// <summary>The next binary decision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Decode(int context)
    {
        ref var state = ref contexts[context];
        var entry = States[state];
        var probability = entry >> 16;
        interval -= probability;
        if (code >> 16 < probability)
            return Exchange(ref state, entry);
        code -= probability << 16;
        return (interval & 0x8000) != 0 ? state & 1 : Adapt(ref state, entry, interval >= probability);
    }

    private int Exchange(ref byte state, uint entry)
    {
        var probability = entry >> 16;
        var likely = interval < probability;
        interval = probability;
        return Adapt(ref state, entry, likely);
    }

    private int Adapt(ref byte state, uint entry, bool likely)
    {
        var symbol = likely ? state & 1 : 1 - (state & 1);
        state = (byte)(likely ? entry >> 8 : entry);
        Renormalise();
        return symbol;
    }

    private void Renormalise()
    {
        var shifts = BitOperations.LeadingZeroCount(interval) - 16;
        interval <<= shifts;
        while (shifts > shiftsLeft)
        {
            code <<= shiftsLeft;
            shifts -= shiftsLeft;
            ReadByte();
        }
        code <<= shifts;
        shiftsLeft -= shifts;
    }

    private void ReadByte()
    {
        var next = data[position + 1];
        if (data[position] != 0xFF)
        {
            code += (uint)next << 8;
            shiftsLeft = 8;
            position++;
        }
        else if (next > 0x8F)
        {
            code += 0xFF00;
            shiftsLeft = 8;
        }
        else
        {
            code += (uint)next << 9;
            shiftsLeft = 7;
            position++;
        }
    }

    // Per state: probability of the less probable symbol, next state after the more probable and after the less probable symbol.
    private static uint[] PackStates()
    {
        // Table C.2; a minus marks where the symbols change roles.
        (int Probability, int More, int Less)[] table =
        [
            (0x5601, 1, -1), (0x3401, 2, 6), (0x1801, 3, 9), (0x0AC1, 4, 12), (0x0521, 5, 29), (0x0221, 38, 33),
            (0x5601, 7, -6), (0x5401, 8, 14), (0x4801, 9, 14), (0x3801, 10, 14), (0x3001, 11, 17), (0x2401, 12, 18),
            (0x1C01, 13, 20), (0x1601, 29, 21), (0x5601, 15, -14), (0x5401, 16, 14), (0x5101, 17, 15), (0x4801, 18, 16),
            (0x3801, 19, 17), (0x3401, 20, 18), (0x3001, 21, 19), (0x2801, 22, 19), (0x2401, 23, 20), (0x2201, 24, 21),
            (0x1C01, 25, 22), (0x1801, 26, 23), (0x1601, 27, 24), (0x1401, 28, 25), (0x1201, 29, 26), (0x1101, 30, 27),
            (0x0AC1, 31, 28), (0x09C1, 32, 29), (0x08A1, 33, 30), (0x0521, 34, 31), (0x0441, 35, 32), (0x02A1, 36, 33),
            (0x0221, 37, 34), (0x0141, 38, 35), (0x0111, 39, 36), (0x0085, 40, 37), (0x0049, 41, 38), (0x0025, 42, 39),
            (0x0015, 43, 40), (0x0009, 44, 41), (0x0005, 45, 42), (0x0001, 45, 43), (0x5601, 46, 46),
        ];
        var packed = new uint[2 * table.Length];
        for (var i = 0; i < packed.Length; i++)
        {
            var (probability, more, less) = table[i / 2];
            var symbol = i & 1;
            packed[i] = (uint)(probability << 16 | (2 * more + symbol) << 8 | (2 * Math.Abs(less) + (less < 0 ? 1 - symbol : symbol)));
        }
        return packed;
    }
}
