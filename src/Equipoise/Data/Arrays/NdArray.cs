using System.Buffers.Binary;

namespace Equipoise.Data.Arrays;

/// <summary>An array of whole numbers in memory.</summary>
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

    /// <summary>One element by its number in C order.</summary>
    /// <exception cref="OverflowException">An unsigned number beyond the range of a long.</exception>
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
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            };
        }
    }

    /// <summary>Type and shape, for messages: "UInt8 [100,28,28]".</summary>
    public override string ToString() => $"{Type} [{string.Join(',', Shape)}]";
}
