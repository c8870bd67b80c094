using System.Runtime.Intrinsics;

namespace Equipoise.Imaging;

/// <summary>The prediction that PNG takes off each row before compressing it (ISO/IEC 15948, 9).</summary>
internal static class PngFilter
{
    /// <summary>Bytes that every span needs beyond the row: pixels are read and written eight bytes at a time.</summary>
    public const int Slack = 8;

    /// <summary>Restores a row.</summary>
    /// <param name="filter">The filter's number, 0 to 4.</param>
    /// <param name="row">The row as stored.</param>
    /// <param name="above">The restored row above, zeros for the first.</param>
    /// <param name="result">The restored row.</param>
    /// <param name="bytes">Bytes of a row.</param>
    /// <param name="step">Bytes of a pixel, at most 8.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool Undo(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result, int bytes, int step)
    {
        switch (filter)
        {
            case 0:
                row[..bytes].CopyTo(result);
                return true;
            case 1:
                Left(row, result, bytes, step);
                return true;
            case 2:
                Up(row[..bytes], above[..bytes], result[..bytes]);
                return true;
            case 3:
                Average(row, above, result, bytes, step);
                return true;
            case 4:
                Paeth(row, above, result, bytes, step);
                return true;
            default:
                return false;
        }
    }

    private static void Left(ReadOnlySpan<byte> row, Span<byte> result, int bytes, int step)
    {
        var left = Vector128<byte>.Zero;
        for (var i = 0; i < bytes; i += step)
            Store(left += Load(row, i), result, i);
    }

    private static void Up(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result)
    {
        var i = 0;
        for (; i <= row.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            (Vector256.Create(row[i..]) + Vector256.Create(above[i..])).CopyTo(result[i..]);
        for (; i < row.Length; i++)
            result[i] = (byte)(row[i] + above[i]);
    }

    // The mean of two bytes, rounded down, without a ninth bit: what they share, and half of what they do not.
    private static void Average(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result, int bytes, int step)
    {
        var left = Vector128<byte>.Zero;
        for (var i = 0; i < bytes; i += step)
        {
            var up = Load(above, i);
            var half = ((left ^ up).AsUInt16() >>> 1).AsByte() & Vector128.Create((byte)0x7F);
            Store(left = Load(row, i) + (left & up) + half, result, i);
        }
    }

    // Whichever of left, above and above left comes nearest to left + above - above left, told by comparing the third with
    // the other two: far below both, the greater; far above both, the smaller.
    private static void Paeth(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result, int bytes, int step)
    {
        var (left, corner) = (Vector128<short>.Zero, Vector128<short>.Zero);
        for (var i = 0; i < bytes; i += step)
        {
            var up = Vector128.WidenLower(Load(above, i)).AsInt16();
            var threshold = corner + corner + corner - up - left;
            var (low, high) = (Vector128.Min(left, up), Vector128.Max(left, up));
            var nearest = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(high, threshold), low, corner);
            nearest = Vector128.ConditionalSelect(Vector128.LessThanOrEqual(threshold, low), high, nearest);
            left = (Vector128.WidenLower(Load(row, i)).AsInt16() + nearest) & Vector128.Create((short)0xFF);
            Store(Vector128.Narrow(left.AsUInt16(), left.AsUInt16()), result, i);
            corner = up;
        }
    }

    private static Vector128<byte> Load(ReadOnlySpan<byte> row, int i) =>
        Vector128.CreateScalar(BitConverter.ToUInt64(row[i..])).AsByte();

    // Beyond the pixel stands what the next one overwrites.
    private static void Store(Vector128<byte> pixel, Span<byte> result, int i) =>
        BitConverter.TryWriteBytes(result[i..], pixel.AsUInt64().ToScalar());
}
