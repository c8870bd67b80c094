using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Equipoise.Imaging;

/// <summary>The prediction that PNG takes off each byte of a row before compressing it (ISO/IEC 15948, 9).</summary>
internal static class PngFilter
{
    /// <summary>Restores a row.</summary>
    /// <param name="filter">The filter's number, 0 to 4.</param>
    /// <param name="row">The row as stored.</param>
    /// <param name="above">The restored row above, zeros for the first.</param>
    /// <param name="result">The restored row.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool Undo(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result, int step)
    {
        switch (filter)
        {
            case 0:
                row.CopyTo(result);
                return true;
            case 1:
                Undo<Left>(row, above, result, step);
                return true;
            case 2:
                Up(row, above, result);
                return true;
            case 3:
                Undo<Mean>(row, above, result, step);
                return true;
            case 4:
                Undo<Paeth>(row, above, result, step);
                return true;
            default:
                return false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Up(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result)
    {
        var i = 0;
        for (; i <= row.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            (Vector256.Create(row[i..]) + Vector256.Create(above[i..])).CopyTo(result[i..]);
        for (; i < row.Length; i++)
            result[i] = (byte)(row[i] + above[i]);
    }

    private interface IPredictor
    {
        static abstract int Predict(int left, int up, int corner);
    }

    private readonly struct Left : IPredictor
    {
        public static int Predict(int left, int up, int corner) => left;
    }

    private readonly struct Mean : IPredictor
    {
        public static int Predict(int left, int up, int corner) => (left + up) >> 1;
    }

    // Whichever of the three comes nearest to left + up - corner. Told without branches, which noise would mispredict: it
    // is the lesser of left and up where twice that distance below the corner, the greater where above, else the corner.
    private readonly struct Paeth : IPredictor
    {
        public static int Predict(int left, int up, int corner)
        {
            var threshold = 3 * corner - up - left;
            var less = (left - up) & ((left - up) >> 31);
            var (low, high) = (up + less, left - less);
            var nearest = corner + ((low - corner) & ((high - threshold - 1) >> 31));
            return nearest + ((high - nearest) & ((threshold - low - 1) >> 31));
        }
    }

    private static void Undo<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result, int step)
        where T : struct, IPredictor
    {
        above = above[..row.Length];
        result = result[..row.Length];
        if (step == 1)
            Grey<T>(row, above, result);
        else if (step == 3)
            Rgb<T>(row, above, result);
        else
            for (var i = 0; i < row.Length; i++)
                result[i] = i < step
                    ? Next<T>(row[i], 0, above[i], 0)
                    : Next<T>(row[i], result[i - step], above[i], above[i - step]);
    }

    // What went before stays in registers: each byte waits for the one on its left.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Grey<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result)
        where T : struct, IPredictor
    {
        byte left = 0, corner = 0;
        for (var i = 0; i < row.Length; i++)
        {
            result[i] = left = Next<T>(row[i], left, above[i], corner);
            corner = above[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rgb<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> result)
        where T : struct, IPredictor
    {
        byte r = 0, g = 0, b = 0, cornerR = 0, cornerG = 0, cornerB = 0;
        for (var i = 0; i + 2 < row.Length; i += 3)
        {
            result[i] = r = Next<T>(row[i], r, above[i], cornerR);
            result[i + 1] = g = Next<T>(row[i + 1], g, above[i + 1], cornerG);
            result[i + 2] = b = Next<T>(row[i + 2], b, above[i + 2], cornerB);
            (cornerR, cornerG, cornerB) = (above[i], above[i + 1], above[i + 2]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Next<T>(byte stored, byte left, byte up, byte corner)
        where T : struct, IPredictor => (byte)(stored + T.Predict(left, up, corner));
}
