using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Equipoise.Networks.PyTorch;

/// <summary>Reads the arguments of opcodes. Nothing is allocated for bytes that are not there.</summary>
internal sealed class PickleInput(byte[] pickle)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private int _at;

    /// <summary>Bytes read so far.</summary>
    public int Position => _at;

    public bool AtEnd => _at == pickle.Length;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Float() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A whole number of this many bytes: a long where it fits, else a <see cref="BigInteger"/>.</summary>
    public object Number(long bytes)
    {
        if (bytes is < 0 or > PickleLimits.NumberBytes)
            throw new InvalidDataException($"its pickle has a whole number of {bytes:N0} bytes; up to {PickleLimits.NumberBytes} are read.");
        var value = new BigInteger(Take((ulong)bytes));
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : (object)value;
    }

    /// <summary>UTF-8 of this many bytes.</summary>
    public string Text(ulong bytes) => Strict.GetString(Take(bytes));

    /// <summary>ASCII up to the end of the line.</summary>
    public string Line()
    {
        var length = pickle.AsSpan(_at).IndexOf((byte)'\n');
        if (length < 0)
            throw new EndOfStreamException();
        var line = Encoding.ASCII.GetString(Take((ulong)length));
        _at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(ulong bytes)
    {
        if (bytes > (ulong)(pickle.Length - _at))
            throw new InvalidDataException($"its pickle ends early: {bytes:N0} bytes announced, {pickle.Length - _at:N0} found.");
        var taken = pickle.AsSpan(_at, (int)bytes);
        _at += (int)bytes;
        return taken;
    }
}
