namespace Equipoise.Imaging;

/// <summary>
/// Separable resampling with a low-pass filter whose support grows with the reduction, so that nothing aliases.
/// Same definition as Pillow's <c>resize</c>: each pass rounds and clips, so that overshoot does not ring on.
/// </summary>
public static class Resampler
{
    /// <summary>Resizes to exactly this size: Lanczos with three lobes when reducing, triangle when enlarging.</summary>
    public static RawImage Resize(RawImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
            return image;
        var rows = Pass(image.Pixels, image.Height, image.Width, width, image.Channels);
        var columns = Transpose(rows, image.Height, width, image.Channels);
        columns = Pass(columns, width, image.Height, height, image.Channels);
        rows = Transpose(columns, width, height, image.Channels);
        return new RawImage(width, height, image.Channels, rows);
    }

    // [rows, from, C] -> [rows, to, C]
    private static byte[] Pass(byte[] source, int rows, int from, int to, int channels)
    {
        if (from == to)
            return source;
        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        Func<double, double> kernel = scale > 1 ? Lanczos3 : Triangle;
        var support = (scale > 1 ? 3 : 1) * stretch;
        var result = new byte[rows * to * channels];
        for (var x = 0; x < to; x++)
        {
            var centre = (x + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var last = Math.Min(from, (int)(centre + support + 0.5));
            var weights = new float[last - first];
            var sum = 0.0;
            for (var i = first; i < last; i++)
                sum += weights[i - first] = (float)kernel((i + 0.5 - centre) / stretch);
            for (var i = 0; i < weights.Length; i++)
                weights[i] /= (float)sum;
            for (var y = 0; y < rows; y++)
                for (var c = 0; c < channels; c++)
                {
                    var total = 0f;
                    var at = (y * from + first) * channels + c;
                    foreach (var weight in weights)
                    {
                        total += weight * source[at];
                        at += channels;
                    }
                    result[(y * to + x) * channels + c] = (byte)Math.Clamp(total + 0.5f, 0, 255);
                }
        }
        return result;
    }

    // [rows, columns, C] -> [columns, rows, C]
    private static byte[] Transpose(byte[] source, int rows, int columns, int channels)
    {
        var result = new byte[source.Length];
        for (var y = 0; y < rows; y++)
            for (var x = 0; x < columns; x++)
                for (var c = 0; c < channels; c++)
                    result[(x * rows + y) * channels + c] = source[(y * columns + x) * channels + c];
        return result;
    }

    private static double Lanczos3(double x) => Math.Abs(x) < 3 ? Sinc(x) * Sinc(x / 3) : 0;

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
