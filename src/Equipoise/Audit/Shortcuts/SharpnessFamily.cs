using Equipoise.Common;
using Equipoise.Imaging;

namespace Equipoise.Audit.Shortcuts;

/// <summary>
/// Traces of the detector, of resizing and of compression in the pixels themselves, each as a ratio so that brightness and
/// contrast have no part in it. Measured at the image's own resolution within its middle.
/// </summary>
[Named("sharpness", "traces of resizing and compression: spectrum, gradients, 8 x 8 blocks, interpolation")]
public sealed class SharpnessFamily : IShortcutFamily
{
    // The middle of a large image tells as much as all of it. A multiple of 8 keeps the grid of JPEG blocks in place.
    private const int MostSide = 1024, Block = 8, MostSpectrumSide = 128;

    // In cycles per pixel: octaves, then the last octave in narrow rings, where kernels of resizing differ.
    private static readonly double[] Octaves = [1 / 64.0, 1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0, 0.71];
    private static readonly double[] Rings = [0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50];

    public ShortcutKind Kind => ShortcutKind.Appearance;

    public string Subject => "the sharpness and grain";

    public int Width => 28;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var plane = Middle(image.Grey);
        Ratios(plane, features[..2]);
        Ratios(plane.Halved(), features[2..4]);
        Lines(plane, features[4..10]);
        Lines(plane.Turned(), features[10..16]);
        Spectra(plane, features[16..28]);
    }

    // Gradient against contrast, second difference against gradient.
    private static void Ratios(Plane plane, Span<double> features)
    {
        double sum = 0, squares = 0, gradient = 0, second = 0;
        for (var y = 1; y + 1 < plane.Height; y++)
            for (var x = 1; x + 1 < plane.Width; x++)
            {
                var v = plane[x, y];
                var (right, below) = (plane[x + 1, y] - v, plane[x, y + 1] - v);
                var laplacian = right + below + plane[x - 1, y] + plane[x, y - 1] - 2 * v;
                (sum, squares) = (sum + v, squares + v * v);
                gradient += right * right + below * below;
                second += laplacian * laplacian;
            }
        double count = (plane.Width - 2) * (plane.Height - 2);
        var variance = squares / count - sum / count * (sum / count);
        features[0] = LogRatio(gradient / count, variance);
        features[1] = LogRatio(second, gradient);
    }

    // Along rows: the correlation of neighbouring differences, blocks of 8, and the period of interpolation (Gallagher 2005:
    // interpolated pixels have smaller second differences, at the period of the resizing).
    private static void Lines(Plane plane, Span<double> features)
    {
        var (columns, seconds) = (new double[plane.Width - 1], new double[plane.Width - 2]);
        double energy = 0, next = 0, afterNext = 0;
        for (var y = 0; y < plane.Height; y++)
        {
            double before = 0, beforeThat = 0;
            for (var x = 0; x + 1 < plane.Width; x++)
            {
                var step = plane[x + 1, y] - plane[x, y];
                columns[x] += Math.Abs(step);
                if (x > 0)
                    seconds[x - 1] += Math.Abs(step - before);
                energy += step * step;
                next += step * before;
                afterNext += step * beforeThat;
                (beforeThat, before) = (before, step);
            }
        }
        features[0] = next / (energy + 1e-9);
        features[1] = afterNext / (energy + 1e-9);
        (features[2], features[3]) = Blockiness(columns);
        (features[4], features[5]) = Periodicity(seconds);
    }

    // The step across the edges of blocks against the steps within, for the grid in place and for any.
    private static (double InPlace, double Any) Blockiness(double[] columns)
    {
        var phases = Enumerable.Range(0, Block).Select(p => columns.Where((_, x) => x % Block == p).DefaultIfEmpty(0).Average()).ToArray();
        var sum = phases.Sum();
        double Against(double phase) => LogRatio(phase, (sum - phase) / (Block - 1));
        return (Against(phases[Block - 1]), Against(phases.Max()));
    }

    private static (double Height, double Frequency) Periodicity(double[] seconds)
    {
        var length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)seconds.Length);
        var (mean, padded) = (seconds.Average(), new double[length]);
        for (var i = 0; i < seconds.Length; i++)
            padded[i] = (seconds[i] - mean) * Hann(i, seconds.Length);
        var power = Spectrum.Power(padded);
        // Low frequencies are the picture's own.
        var high = power[(length / 8)..(length / 2 + 1)];
        var peak = Array.IndexOf(high, high.Max());
        return (LogRatio(high[peak], high.Average()), (length / 8 + peak) / (double)length);
    }

    private static void Spectra(Plane plane, Span<double> features)
    {
        var side = Math.Min(MostSpectrumSide, PowerOfTwoWithin(Math.Min(plane.Width, plane.Height)));
        var power = Spectrum.Power(Windowed(plane, side), side);
        var (octaves, rings) = (new Bands(Octaves), new Bands(Rings));
        double across = 0, down = 0;
        // The transform of a real picture is symmetric: half of it says all.
        for (var y = 0; y <= side / 2; y++)
            for (var x = 0; x < side; x++)
            {
                var (u, v, p) = (Math.Min(x, side - x) / (double)side, y / (double)side, power[y * side + x]);
                var frequency = Math.Sqrt(u * u + v * v);
                octaves.Add(frequency, p);
                rings.Add(frequency, p);
                across += u > 0.25 && v < 0.25 ? p : 0;
                down += v > 0.25 && u < 0.25 ? p : 0;
            }
        for (var i = 0; i < octaves.Count; i++)
            features[i] = LogRatio(octaves.Sum(i), octaves.Total);
        for (var i = 1; i < rings.Count; i++)
            features[octaves.Count + i - 1] = LogRatio(rings.Mean(i), rings.Mean(0));
        features[^1] = LogRatio(across, down);
    }

    // The window keeps the image's sides from looking like an edge.
    private static double[] Windowed(Plane plane, int side)
    {
        var (left, top) = ((plane.Width - side) / 2, (plane.Height - side) / 2);
        var mean = 0.0;
        for (var i = 0; i < side * side; i++)
            mean += plane[left + i % side, top + i / side] / (side * side);
        var window = Enumerable.Range(0, side).Select(i => Hann(i, side)).ToArray();
        var result = new double[side * side];
        for (var i = 0; i < result.Length; i++)
            result[i] = (plane[left + i % side, top + i / side] - mean) * window[i % side] * window[i / side];
        return result;
    }

    private static double Hann(int i, int length) => 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length);

    private static int PowerOfTwoWithin(int length) => 1 << (int)Math.Log2(length);

    // Far below the quantisation noise of 8 bits, so that an even image has ratios too.
    private static double LogRatio(double a, double b) => Math.Log((a + 1e-4) / (b + 1e-4));

    private static Plane Middle(RawImage image)
    {
        var (width, height) = (Math.Min(MostSide, image.Width), Math.Min(MostSide, image.Height));
        var (left, top) = ((image.Width - width) / 2 / Block * Block, (image.Height - height) / 2 / Block * Block);
        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++)
            values[i] = image.Pixels[(top + i / width) * image.Width + left + i % width];
        return new Plane(width, height, values);
    }

    // Power per band of frequencies; NaN for a band that a small picture does not have.
    private sealed class Bands(double[] edges)
    {
        private readonly double[] _sums = new double[edges.Length - 1];
        private readonly int[] _counts = new int[edges.Length - 1];

        public int Count => _sums.Length;

        public double Total => _sums.Sum();

        public double Sum(int band) => _counts[band] > 0 ? _sums[band] : double.NaN;

        public double Mean(int band) => Sum(band) / _counts[band];

        public void Add(double frequency, double power)
        {
            var band = Count - 1;
            while (band >= 0 && frequency < edges[band])
                band--;
            if (band < 0 || frequency >= edges[^1])
                return;
            _sums[band] += power;
            _counts[band]++;
        }
    }

    private sealed class Plane(int width, int height, float[] values)
    {
        public int Width => width;

        public int Height => height;

        public double this[int x, int y] => values[y * width + x];

        // Means of 2 x 2 pixels.
        public Plane Halved()
        {
            var (w, h) = (width / 2, height / 2);
            var means = new float[w * h];
            for (var i = 0; i < means.Length; i++)
            {
                var at = i / w * 2 * width + i % w * 2;
                means[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
            }
            return new Plane(w, h, means);
        }

        public Plane Turned()
        {
            var turned = new float[values.Length];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    turned[x * height + y] = values[y * width + x];
            return new Plane(height, width, turned);
        }
    }
}
