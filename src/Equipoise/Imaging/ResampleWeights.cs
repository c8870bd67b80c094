using System.Collections.Concurrent;

namespace Equipoise.Imaging;

/// <summary>Which samples of a row make each sample of a resized row, and with what weight: Pillow's fixed-point coefficients.</summary>
internal sealed class ResampleWeights
{
    /// <summary>Weights add up to 2 to this power.</summary>
    public const int Precision = 22;

    // Datasets have one size or a few; those where every image differs must not fill the memory.
    private const int Kept = 64;

    private static readonly ConcurrentDictionary<(int From, int To, int Multiple), ResampleWeights> Cache = new();

    private readonly int[] _first;
    private readonly int[] _weights;

    private ResampleWeights(int from, int to, int multiple)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(1, scale);
        Func<double, double> kernel = scale > 1 ? Lanczos3 : Triangle;
        var support = (scale > 1 ? 3 : 1) * stretch;
        Taps = ((int)Math.Ceiling(support) * 2 + multiple) / multiple * multiple;
        (_first, _weights) = (new int[to], new int[to * Taps]);
        for (var x = 0; x < to; x++)
        {
            var centre = (x + 0.5) * scale;
            var first = _first[x] = Math.Max(0, (int)(centre - support + 0.5));
            var last = Math.Min(from, (int)(centre + support + 0.5));
            var exact = Enumerable.Range(first, last - first).Select(i => kernel((i + 0.5 - centre) / stretch)).ToArray();
            var sum = exact.Sum();
            for (var i = 0; i < exact.Length; i++)
                _weights[x * Taps + i] = (int)Math.Round(exact[i] / sum * (1 << Precision), MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>Weights of one sample, the same number for all: a multiple of what was asked for, the last ones zero.</summary>
    public int Taps { get; }

    /// <summary>The first sample that counts for sample <paramref name="x"/> of the result.</summary>
    public int First(int x) => _first[x];

    /// <summary>The weights of the samples from there on; the zero ones at the end may lie beyond the row.</summary>
    public ReadOnlySpan<int> Of(int x) => _weights.AsSpan(x * Taps, Taps);

    /// <summary>Weights for resizing a row: Lanczos with three lobes when reducing, triangle when enlarging.</summary>
    /// <param name="multiple">What <see cref="Taps"/> is to be a multiple of.</param>
    public static ResampleWeights For(int from, int to, int multiple)
    {
        if (Cache.Count >= Kept)
            Cache.Clear();
        return Cache.GetOrAdd((from, to, multiple), static key => new ResampleWeights(key.From, key.To, key.Multiple));
    }

    private static double Lanczos3(double x) => Math.Abs(x) < 3 ? Sinc(x) * Sinc(x / 3) : 0;

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
