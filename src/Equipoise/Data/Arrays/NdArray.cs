using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Equipoise.Data.Arrays;

/// <summary>An array of numbers in memory.</summary>
public sealed class NdArray
{
    private readonly byte[] _data;

    /// <param name="data">Little-endian, the last index fastest; as many bytes as type and shape need.</param>
    internal NdArray(ElementType type, IReadOnlyList<int> shape, byte[] data) => (Type, Shape, _data) = (type, shape, data);

    public ElementType Type { get; }

    /// <summary>Elements along each axis; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Elements in all.</summary>
    public int Count => _data.Length / Type.Size();

    /// <summary>The elements, little-endian, the last index fastest (C order).</summary>
    public ReadOnlySpan<byte> Bytes => _data;

    /// <summary>All elements of an array of fractions, in C order.</summary>
    /// <exception cref="InvalidOperationException">An array of whole numbers.</exception>
    public double[] Fractions() => Type switch
    {
        ElementType.Float64 => [.. MemoryMarshal.Cast<byte, double>(_data)],
        ElementType.Float32 => [.. MemoryMarshal.Cast<byte, float>(_data).ToArray().Select(v => (double)v)],
        _ => throw new InvalidOperationException($"An array of {Type} is read one by one."),
    };

    /// <summary>One element, a whole number, by its number in C order.</summary>
    /// <exception cref="OverflowException">An unsigned number beyond the range of a long.</exception>
    /// <exception cref="InvalidOperationException">An array of fractions.</exception>
    public long this[int i]
    {
        get
        {
            var size = Type.Size();
            var bytes = _data.AsSpan(checked(i * size), size);
            return Type switch
            {
                ElementType.Bool or ElementType.UInt8 => bytes[0],
                ElementType.Int8 => (sbyte)bytes[0],
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                ElementType.UInt64 => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                _ => throw new InvalidOperationException($"An array of {Type} has no whole numbers."),
            };
        }
    }

    /// <summary>Type and shape, for messages: "UInt8 [100,28,28]".</summary>
    public override string ToString() => $"{Type} [{string.Join(',', Shape)}]";
}
