using System.Buffers.Binary;
using System.IO.Compression;
using Equipoise.Common;

namespace Equipoise.Data.Arrays;

/// <summary>
/// Reads IDX, the format of MNIST (LeCun, Cortes, Burges): two zero bytes, type, number of dimensions, the sides
/// big-endian, data; compressed by gzip or not, told by content. Bytes are read, no other type.
/// </summary>
public static class IdxFile
{
    private const byte UnsignedByte = 0x08;
    private const int MaxDimensions = 8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserException">Missing, malformed, too large, or not of bytes.</exception>
    public static NdArray Read(string path, ArrayLimits limits) => ArrayFile.Read(path, file =>
    {
        using var stream = Unpacked(file);
        var shape = ReadShape(stream);
        var data = ArrayFile.ReadExactly(stream, ArrayFile.RequireSize(shape, ElementType.UInt8, file.Length, limits));
        ArrayFile.RequireEnd(stream);
        return new NdArray(ElementType.UInt8, shape, data);
    });

    /// <summary>Whether a file begins as IDX of bytes with this many dimensions does; never throws.</summary>
    internal static bool Recognises(string path, int dimensions)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var stream = Unpacked(file);
            Span<byte> magic = stackalloc byte[4];
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4
                && magic is [0, 0, UnsignedByte, var found] && found == dimensions;
        }
        catch (Exception e) when (Damage.Is(e))
        {
            return false;
        }
    }

    private static Stream Unpacked(FileStream file)
    {
        var packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static int[] ReadShape(Stream stream)
    {
        var magic = ArrayFile.ReadExactly(stream, 4);
        if (magic[0] != 0 || magic[1] != 0)
            throw new InvalidDataException("it is not an IDX file: it does not begin with two zero bytes.");
        if (magic[2] != UnsignedByte)
            throw new InvalidDataException($"it holds IDX values of type 0x{magic[2]:X2}; only unsigned bytes (0x08) are read.");
        if (magic[3] is 0 or > MaxDimensions)
            throw new InvalidDataException($"it has {magic[3]} dimensions; 1 to {MaxDimensions} are read.");
        return [.. Enumerable.Range(0, magic[3]).Select(_ => Side(ArrayFile.ReadExactly(stream, 4)))];
    }

    private static int Side(byte[] bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes) is var side && side <= int.MaxValue
        ? (int)side
        : throw new InvalidDataException($"it has a side of {side:N0}, more than {int.MaxValue:N0}.");
}
