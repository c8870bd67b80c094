using Equipoise.Common;

namespace Equipoise.Data.Arrays;

/// <summary>Reads NPY, NumPy's file of one array. Pickled objects are refused: they could run code.</summary>
public static class NpyFile
{
    /// <summary>Reads a file; arrays in Fortran order and big-endian ones come out in C order, little-endian.</summary>
    /// <exception cref="UserException">Missing, malformed, too large, or not of whole numbers.</exception>
    public static NdArray Read(string path, ArrayLimits limits) => ArrayFile.Read(path, stream => Read(stream, stream.Length, limits));

    /// <param name="stored">Bytes the array takes in its file, compressed or not.</param>
    /// <param name="fractions">Whether it may hold fractions.</param>
    /// <exception cref="InvalidDataException">Malformed, too large, or not of whole numbers.</exception>
    internal static NdArray Read(Stream stream, long stored, ArrayLimits limits, bool fractions = false)
    {
        var header = NpyHeader.Read(stream, fractions);
        var data = ArrayFile.ReadExactly(stream, ArrayFile.RequireSize(header.Shape, header.Type, stored, limits));
        ArrayFile.RequireEnd(stream);
        var size = header.Type.Size();
        if (header.BigEndian && size > 1)
            foreach (var start in Enumerable.Range(0, data.Length / size))
                data.AsSpan(start * size, size).Reverse();
        return new NdArray(header.Type, header.Shape, header.FortranOrder ? ToCOrder(data, header.Shape, size) : data);
    }

    // In Fortran order the first index is fastest: walk the result in C order and follow the source by its strides.
    private static byte[] ToCOrder(byte[] data, IReadOnlyList<int> shape, int size)
    {
        if (data.Length == 0 || shape.Count < 2)
            return data;
        var strides = new int[shape.Count];
        for (var (axis, stride) = (0, size); axis < strides.Length; stride *= shape[axis++])
            strides[axis] = stride;
        var result = new byte[data.Length];
        var index = new int[shape.Count];
        var from = 0;
        for (var to = 0; to < result.Length; to += size)
        {
            data.AsSpan(from, size).CopyTo(result.AsSpan(to));
            for (var axis = shape.Count - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }
}
