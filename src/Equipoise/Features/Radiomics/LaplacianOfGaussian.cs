using System.Numerics;

namespace Equipoise.Features.Radiomics;

/// <summary>
/// Laplacian of Gaussian: truncated at 4 sigma, mirrored at the edges, its weights summing to 0, as the IBSI 2 reference manual
/// has it. Deviation: multiplied by sigma squared (Lindeberg's scale normalisation), so that responses at all scales share a
/// range; those to a straight edge between black and white reach 0.24.
/// </summary>
/// <param name="sigma">In pixels.</param>
internal sealed class LaplacianOfGaussian(int sigma)
{
    private readonly double[] _gaussian = Gaussian(sigma);

    public Plane Apply(Plane image)
    {
        // Along one axis the second derivative, along the other the smoothing; the sum over both is the Laplacian.
        var (smooth, curved, result) = (image.Empty(), image.Empty(), image.Empty());
        for (var y = 0; y < image.Height; y++)
            FilterRow(image.Row(y), smooth.Row(y), curved.Row(y));
        for (var y = 0; y < image.Height; y++)
        {
            var row = result.Row(y);
            var centre = smooth.Row(y);
            AddScaled(row, curved.Row(y), _gaussian[0]);
            for (var k = 1; k < _gaussian.Length; k++)
            {
                var (up, down) = (Plane.Mirror(y - k, image.Height), Plane.Mirror(y + k, image.Height));
                AddPair(row, curved.Row(up), curved.Row(down), _gaussian[k]);
                AddCurvature(row, smooth.Row(up), smooth.Row(down), centre, Curvature(k));
            }
        }
        return result;
    }

    private void FilterRow(ReadOnlySpan<double> row, Span<double> smooth, Span<double> curved)
    {
        var radius = _gaussian.Length - 1;
        var padded = new double[row.Length + 2 * radius];
        for (var i = 0; i < padded.Length; i++)
            padded[i] = row[Plane.Mirror(i - radius, row.Length)];
        var centre = padded.AsSpan(radius, row.Length);
        AddScaled(smooth, centre, _gaussian[0]);
        for (var k = 1; k <= radius; k++)
        {
            var before = padded.AsSpan(radius - k, row.Length);
            var after = padded.AsSpan(radius + k, row.Length);
            AddPair(smooth, before, after, _gaussian[k]);
            AddCurvature(curved, before, after, centre, Curvature(k));
        }
    }

    // The second derivative of the Gaussian, times sigma squared.
    private double Curvature(int k) => ((double)k * k / (sigma * sigma) - 1) * _gaussian[k];

    private static double[] Gaussian(int sigma)
    {
        double[] weights = [.. Enumerable.Range(0, 4 * sigma + 1).Select(k => Math.Exp(-k * k / (2.0 * sigma * sigma)))];
        var sum = weights[0] + 2 * weights.Skip(1).Sum();
        return [.. weights.Select(w => w / sum)];
    }

    private static void AddScaled(Span<double> to, ReadOnlySpan<double> from, double weight)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += weight * from[i];
    }

    private static void AddPair(Span<double> to, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double weight)
    {
        var i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(to[i..]) + weight * (new Vector<double>(a[i..]) + new Vector<double>(b[i..]))).CopyTo(to[i..]);
        for (; i < to.Length; i++)
            to[i] += weight * (a[i] + b[i]);
    }

    // The weight of the centre is whatever brings the sum to 0: differences to it do, and give exactly 0 in flat regions.
    private static void AddCurvature(
        Span<double> to, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> centre, double weight)
    {
        var i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var c = new Vector<double>(centre[i..]);
            (new Vector<double>(to[i..]) + weight * (new Vector<double>(a[i..]) - c + (new Vector<double>(b[i..]) - c))).CopyTo(to[i..]);
        }
        for (; i < to.Length; i++)
            to[i] += weight * (a[i] - centre[i] + (b[i] - centre[i]));
    }
}
