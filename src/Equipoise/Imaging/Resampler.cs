using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Equipoise.Imaging;

/// <summary>
/// Separable resampling with a low-pass filter whose support grows with the reduction, so that nothing aliases.
/// Pillow's <c>resize</c> to the bit, in integers, so that every machine agrees: rows first, then columns, each
/// pass rounds and clips, so that overshoot does not ring on.
/// </summary>
public static class Resampler
{
    /// <summary>Resizes to exactly this size: Lanczos with three lobes when reducing, triangle when enlarging.</summary>
    public static RawImage Resize(RawImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
            return image;
        var columns = Pass(image.Pixels, image.Height, image.Width, width, image.Channels);
        return new RawImage(width, height, image.Channels, Pass(columns, width, image.Height, height, image.Channels));
    }

    // [rows, from, C] -> [to, rows, C]: resized and turned, so that a second pass does the columns and turns back.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] Pass(byte[] source, int rows, int from, int to, int channels)
    {
        var weights = ResampleWeights.For(from, to, Vector256<int>.Count);
        var result = new byte[to * rows * channels];
        // Zero weights may reach beyond the row.
        var line = new int[from + weights.Taps];
        for (var y = 0; y < rows; y++)
            for (var c = 0; c < channels; c++)
            {
                Widen(source.AsSpan(y * from * channels, from * channels), c, channels, line);
                for (var x = 0; x < to; x++)
                    result[(x * rows + y) * channels + c] = Weigh(line.AsSpan(weights.First(x), weights.Taps), weights.Of(x));
            }
        return result;
    }

    // One channel of a row.
    private static void Widen(ReadOnlySpan<byte> row, int channel, int channels, Span<int> line)
    {
        var x = 0;
        if (channels == 1)
            for (; x <= row.Length - Wide.Step; x += Wide.Step)
            {
                var (first, second) = Wide.Load(row[x..]);
                first.CopyTo(line[x..]);
                second.CopyTo(line[(x + Wide.Step / 2)..]);
            }
        for (var i = x * channels + channel; i < row.Length; i += channels)
            line[x++] = row[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Weigh(ReadOnlySpan<int> samples, ReadOnlySpan<int> weights)
    {
        var s = MemoryMarshal.Cast<int, Vector256<int>>(samples);
        var w = MemoryMarshal.Cast<int, Vector256<int>>(weights);
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < w.Length; i++)
            sum += s[i] * w[i];
        var total = Vector256.Sum(sum) + (1 << (ResampleWeights.Precision - 1));
        return (byte)Math.Clamp(total >> ResampleWeights.Precision, 0, 255);
    }
}
