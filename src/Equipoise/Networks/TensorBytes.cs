using static TorchSharp.torch;

namespace Equipoise.Networks;

/// <summary>
/// The bytes of tensors from and to streams, little-endian, without a copy of the whole in between. A span holds at most
/// 2 GiB, so large tensors pass in pieces.
/// </summary>
internal static class TensorBytes
{
    /// <summary>More dimensions than libtorch computes with.</summary>
    public const int MaxDimensions = 64;

    private const long PieceBytes = 64 << 20;

    private delegate void Visit(Span<byte> bytes);

    /// <summary>A new tensor on the CPU with the stream's next bytes. Its shape must have been checked.</summary>
    /// <exception cref="InvalidDataException">A truth value is neither 0 nor 1.</exception>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static Tensor Read(Stream from, long[] shape, TensorType type)
    {
        var result = empty(shape, type.Type);
        Each(result, type, bytes =>
        {
            from.ReadExactly(bytes);
            if (type.Type == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
                throw new InvalidDataException("it holds a truth value that is neither 0 nor 1.");
        });
        return result;
    }

    /// <summary>Writes the elements in order of the shape, wherever and however the tensor lies.</summary>
    public static void Write(Stream to, Tensor tensor, TensorType type)
    {
        using var scope = NewDisposeScope();
        Each(tensor.detach().cpu().contiguous(), type, bytes => to.Write(bytes));
    }

    /// <summary>Bytes of a tensor of this shape, or null where it has a negative side, too many sides or no possible size.</summary>
    public static long? Count(IReadOnlyList<long> shape, TensorType type)
    {
        if (shape.Count > MaxDimensions || shape.Any(d => d < 0))
            return null;
        var bytes = (Int128)type.Bytes;
        // A zero makes the tensor empty, but libtorch still multiplies the other sides.
        foreach (var side in shape)
            if ((bytes *= Math.Max(side, 1)) > long.MaxValue)
                return null;
        return shape.Contains(0) ? 0 : (long)bytes;
    }

    private static void Each(Tensor contiguous, TensorType type, Visit visit)
    {
        using var scope = NewDisposeScope();
        var (flat, step) = (contiguous.view(-1), PieceBytes / type.Bytes);
        for (long start = 0; start < flat.shape[0]; start += step)
        {
            using var piece = flat.narrow(0, start, Math.Min(step, flat.shape[0] - start));
            visit(piece.bytes);
        }
    }
}
