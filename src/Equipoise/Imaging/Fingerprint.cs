using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Equipoise.Imaging;

/// <summary>
/// What an image looks like, in 300 bytes that survive compression, resizing and mirroring: the 16 x 16 lowest
/// coefficients of the discrete cosine transform of its 32 x 32 thumbnail. Each is weighted by its spatial frequency,
/// because radiographs of one kind share their coarse shape and amplitudes fall with frequency: so weighted, all scales
/// count alike and only copies agree. The signs make a hash (perceptual hashing after Zauner 2010; the sign instead of the
/// median, so that mirroring flips the odd horizontal frequencies and does nothing else).
/// </summary>
/// <remarks>
/// Integers and exactly rounded operations only: equal pixels give equal fingerprints on every machine. Adding to the
/// brightness or scaling it changes nothing but roundings.
/// </remarks>
public sealed class Fingerprint
{
    /// <summary>The shorter side in pixels below which there is no fingerprint.</summary>
    public const int MinSide = 8;

    private const int ThumbnailSide = 32, Frequencies = 16, HashBits = 64, CosineScale = 1 << 13;

    // Root mean square in grey levels; less is the rounding of one grey, not a picture.
    private const double LeastContrast = 0.25;

    private static readonly double[] Cosines = MakeCosines();

    // Even horizontal frequencies first: mirroring negates the second half.
    private static readonly (int U, int V)[] Layout =
        [.. Enumerable.Range(0, Frequencies * Frequencies).Select(i => (i % Frequencies, i / Frequencies)).OrderBy(f => f.Item1 % 2)];

    // The lowest frequencies look alike in all images of one kind and the highest are the noisiest: the hash takes the
    // middle, by diagonals as JPEG does.
    private static readonly int[] Hashed =
        [.. Enumerable.Range(0, Layout.Length).OrderBy(i => Layout[i].U + Layout[i].V).ThenBy(i => Layout[i].V).Skip(33).Take(HashBits)];

    private readonly sbyte[] _coefficients = new sbyte[Layout.Length];
    private readonly int _energy;

    private Fingerprint(ReadOnlySpan<byte> plane, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(width, height), MinSide);
        if (plane.Length != width * height)
            throw new ArgumentException($"{plane.Length} pixels are not {width} x {height}.", nameof(plane));
        ShorterSide = Math.Min(width, height);
        var thumbnail = BoxAverage.Of(plane, width, height, ThumbnailSide);
        var transform = Transform(thumbnail);
        IsFlat = Contrast(transform) < LeastContrast;
        if (IsFlat)
        {
            FlatContent = XxHash128.HashToUInt128(plane, ((long)height << 32) | (uint)width);
            return;
        }
        var weighted = transform.Zip(Layout, (c, f) => c * Math.Sqrt(f.U * f.U + f.V * f.V)).ToArray();
        var largest = weighted.Max(Math.Abs);
        for (var i = 0; i < weighted.Length; i++)
        {
            _coefficients[i] = (sbyte)Math.Round(weighted[i] / largest * sbyte.MaxValue);
            _energy += _coefficients[i] * _coefficients[i];
        }
        for (var bit = 0; bit < HashBits; bit++)
        {
            var value = weighted[Hashed[bit]];
            var mirrored = Layout[Hashed[bit]].U % 2 == 0 ? value : -value;
            Hash |= (value > 0 ? 1UL : 0) << bit;
            MirroredHash |= (mirrored > 0 ? 1UL : 0) << bit;
        }
    }

    /// <summary>Signs of the 64 middle coefficients; copies differ in few of them. Zero for a flat image.</summary>
    public ulong Hash { get; }

    /// <summary>The <see cref="Hash"/> of the image mirrored left to right.</summary>
    public ulong MirroredHash { get; }

    /// <summary>The shorter side of the image in pixels.</summary>
    public int ShorterSide { get; }

    /// <summary>
    /// Whether the image shows nothing at this scale: a contrast below a quarter of a grey level. A flat image equals only
    /// its exact copies.
    /// </summary>
    public bool IsFlat { get; }

    /// <summary>The fingerprint of an image; colour counts as its luma.</summary>
    /// <param name="image">At least <see cref="MinSide"/> pixels on a side.</param>
    public static Fingerprint Of(RawImage image) => new(image.WithChannels(1).Pixels, image.Width, image.Height);

    /// <summary>The fingerprint of a grey plane, for example of the pixel cache.</summary>
    /// <param name="plane">[H,W] uint8, at least <see cref="MinSide"/> pixels on a side.</param>
    public static Fingerprint Of(ReadOnlySpan<byte> plane, int width, int height) => new(plane, width, height);

    /// <summary>
    /// The correlation, -1 to 1, of the weighted coefficients with those of another image, as it is and mirrored. For flat
    /// images 1 if every pixel is the same and 0 otherwise.
    /// </summary>
    public (double Upright, double Mirrored) Similarity(Fingerprint other)
    {
        if (IsFlat || other.IsFlat)
            return IsFlat && other.IsFlat && FlatContent == other.FlatContent ? (1, 1) : (0, 0);
        var half = Layout.Length / 2;
        var even = Dot(_coefficients.AsSpan(0, half), other._coefficients.AsSpan(0, half));
        var odd = Dot(_coefficients.AsSpan(half), other._coefficients.AsSpan(half));
        var norm = Math.Sqrt((double)_energy * other._energy);
        return ((even + odd) / norm, (even - odd) / norm);
    }

    /// <summary>What only an exact copy of a flat image shares.</summary>
    internal UInt128 FlatContent { get; }

    // Root mean square in grey levels of all but the mean, which comes first.
    private static double Contrast(double[] transform) =>
        Math.Sqrt(transform.Skip(1).Sum(c => c * c)) * 2 / (ThumbnailSide * ThumbnailSide) / (CosineScale * BoxAverage.Scale);

    // Type II, orthogonal up to a common factor. All sums are integers below 2^53, hence exact in any order.
    private static double[] Transform(int[] thumbnail)
    {
        const int n = ThumbnailSide;
        var rows = new double[Frequencies * n];
        for (var u = 0; u < Frequencies; u++)
            for (var y = 0; y < n; y++)
                for (var x = 0; x < n; x++)
                    rows[u * n + y] += Cosines[u * n + x] * thumbnail[y * n + x];
        return Array.ConvertAll(Layout, f =>
        {
            var sum = 0.0;
            for (var y = 0; y < n; y++)
                sum += Cosines[f.V * n + y] * rows[f.U * n + y];
            return sum / CosineScale;
        });
    }

    // Rounded, so that libraries whose cosines differ in the last bit agree, and from one quarter wave, so that the
    // basis is symmetric to the bit.
    private static double[] MakeCosines()
    {
        const int n = ThumbnailSide, turn = 4 * n;
        var basis = new double[Frequencies * n];
        for (var i = 0; i < basis.Length; i++)
        {
            var (u, angle) = (i / n, (2 * (i % n) + 1) * (i / n) % turn);
            if (angle > turn / 2)
                angle = turn - angle;
            var sign = angle > turn / 4 ? -1 : 1;
            var quarter = sign < 0 ? turn / 2 - angle : angle;
            var amplitude = u == 0 ? Math.Sqrt(0.5) : Math.Cos(2 * Math.PI * quarter / turn);
            basis[i] = sign * Math.Round(amplitude * CosineScale);
        }
        return basis;
    }

    private static int Dot(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        var sum = Vector<int>.Zero;
        var va = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(a);
        var vb = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(b);
        for (var i = 0; i < va.Length; i++)
        {
            Vector.Widen(va[i], out var aLow, out var aHigh);
            Vector.Widen(vb[i], out var bLow, out var bHigh);
            // 127 x 127 fits 16 bits; the sum of two may not.
            Vector.Widen(aLow * bLow, out var first, out var second);
            Vector.Widen(aHigh * bHigh, out var third, out var fourth);
            sum += first + second + third + fourth;
        }
        return Vector.Sum(sum);
    }
}
