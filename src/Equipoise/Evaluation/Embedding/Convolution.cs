using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Convolves a density on a square grid with Student's kernels. The density fills at most half of the periodic grid along
/// each side, so that nothing meets its own image; what is known to be zero, or not wanted, is not computed. Strips of
/// <see cref="Lanes.Count"/> lines are transformed at once.
/// </summary>
internal sealed class Convolution
{
    private readonly int _length, _columns;
    private readonly LaneFourier _fourier;
    private readonly KernelSpectrum _kernel;
    private readonly ThreadLocal<Lanes[][]> _space;

    // By x, then frequency along y; and by frequency along y, then x.
    private readonly float[] _halfReal, _halfImaginary, _fullReal, _fullImaginary;

    private int _side;

    /// <param name="length">Nodes along a side of the periodic grid, one of <see cref="LaneFourier.Lengths"/>.</param>
    /// <param name="spacing">Distance of two nodes.</param>
    public Convolution(int length, double spacing)
    {
        _length = length;
        _fourier = new LaneFourier(length);
        _kernel = new KernelSpectrum(_fourier, length, spacing);
        _columns = _kernel.Stride;
        var longestSide = length / 2 + 2 * Lanes.Count;
        (_halfReal, _halfImaginary) = (new float[longestSide * _columns], new float[longestSide * _columns]);
        (_fullReal, _fullImaginary) = (new float[length * longestSide], new float[length * longestSide]);
        _space = new(() => [.. Enumerable.Range(0, 4).Select(_ => new Lanes[length])]);
    }

    /// <summary>
    /// Writes the density's convolutions with x / (1 + d^2)^2 and y / (1 + d^2)^2, and returns the sum over all nodes of the
    /// density times its convolution with 1 / (1 + d^2).
    /// </summary>
    /// <param name="density">[side,side], by y, then x.</param>
    /// <param name="side">At most half of the periodic grid's, rounded up to a multiple of twice the lanes.</param>
    /// <param name="forceX">[side,side].</param>
    /// <param name="forceY">[side,side].</param>
    public double Apply(float[] density, int side, float[] forceX, float[] forceY)
    {
        _side = side;
        Parallel.For(0, side / Lanes.Count / 2, pair => ForwardAlongY(density, pair));
        var sums = new double[_columns / Lanes.Count];
        Parallel.For(0, sums.Length, strip => sums[strip] = AlongX(strip));
        Parallel.For(0, side / Lanes.Count, strip => BackwardAlongY(forceX, forceY, strip));
        return sums.Sum();
    }

    // The density is real: two strips go through one complex transform.
    private void ForwardAlongY(float[] density, int pair)
    {
        var (signal, other, x) = (_space.Value![0], _space.Value[1], 2 * pair * Lanes.Count);
        for (var y = 0; y < _side; y++)
            signal[y] = new Lanes(new Vector<float>(density, y * _side + x), new Vector<float>(density, y * _side + x + Lanes.Count));
        Array.Clear(signal, _side, _length - _side);
        var spectrum = _fourier.Transform(signal, other);
        for (var k = 0; k <= _length / 2; k++)
        {
            var (plus, minus) = (spectrum[k], spectrum[(_length - k) % _length].Conjugate);
            Scatter((plus + minus) * 0.5f, _halfReal, _halfImaginary, x * _columns + k, _columns);
            Scatter(((plus - minus) * 0.5f).Turned, _halfReal, _halfImaginary, (x + Lanes.Count) * _columns + k, _columns);
        }
    }

    // Forth along x, times the kernels, and back, for a strip of frequencies along y and the strip of their negatives.
    private double AlongX(int strip)
    {
        Lanes[] signal = _space.Value![0], positive = _space.Value[1], negative = _space.Value[2], other = _space.Value[3];
        var ky = strip * Lanes.Count;
        for (var x = 0; x < _side; x++)
            signal[x] = new Lanes(new Vector<float>(_halfReal, x * _columns + ky), new Vector<float>(_halfImaginary, x * _columns + ky));
        Array.Clear(signal, _side, _length - _side);
        var spectrum = _fourier.Transform(signal, other);
        var spare = spectrum == signal ? other : signal;
        var sum = Multiply(spectrum, positive, negative, ky);
        StoreBackward(_fourier.Transform(positive, spare), ky, 1);
        // The transform may have ended in the spare space and left the strip's own.
        StoreBackward(_fourier.Transform(negative, spectrum), ky, -1);
        return sum;
    }

    // Both force fields are real: i times the second joins the first in one complex transform. Products are stored with real
    // and imaginary parts exchanged, which makes the next transforms inverse ones.
    private double Multiply(Lanes[] spectrum, Lanes[] positive, Lanes[] negative, int ky)
    {
        var total = 0.0;
        var twice = Weights(ky);
        for (var kx = 0; kx < _length; kx++)
        {
            var (folded, sign) = kx <= _length / 2 ? (kx, 1f) : (_length - kx, -1f);
            var at = folded * _kernel.Stride + ky;
            var (a, b) = (new Vector<float>(_kernel.AlongX, at) * sign, new Vector<float>(_kernel.AlongY, at));
            var (d, m) = (spectrum[kx], spectrum[(_length - kx) % _length].Conjugate);
            // d (i a - b) and, of opposite frequency along y, m (i a + b).
            positive[kx] = new Lanes(d.Real * a - d.Imaginary * b, -d.Real * b - d.Imaginary * a);
            negative[kx] = new Lanes(m.Real * a + m.Imaginary * b, m.Real * b - m.Imaginary * a);
            total += Vector.Sum((d.Real * d.Real + d.Imaginary * d.Imaginary) * new Vector<float>(_kernel.Near, at) * twice);
        }
        return total;
    }

    // By Parseval's theorem; frequencies other than 0 and the highest stand for their negatives too, those beyond are padding.
    private Vector<float> Weights(int ky)
    {
        Span<float> weights = stackalloc float[Lanes.Count];
        for (var lane = 0; lane < Lanes.Count; lane++)
            weights[lane] = (ky + lane) switch
            {
                0 => 1,
                var k when 2 * k == _length => 1,
                var k when 2 * k > _length => 0,
                _ => 2,
            };
        return new Vector<float>(weights);
    }

    private void StoreBackward(Lanes[] lines, int ky, int sign)
    {
        for (var lane = 0; lane < Lanes.Count && 2 * (ky + lane) <= _length; lane++)
        {
            var k = ky + lane;
            if (sign < 0 && (k == 0 || 2 * k == _length))
                continue;
            var row = (sign > 0 ? k : _length - k) * _side;
            for (var x = 0; x < _side; x++)
                (_fullReal[row + x], _fullImaginary[row + x]) = (lines[x].Real[lane], lines[x].Imaginary[lane]);
        }
    }

    private void BackwardAlongY(float[] forceX, float[] forceY, int strip)
    {
        var (signal, other, x) = (_space.Value![0], _space.Value[1], strip * Lanes.Count);
        for (var k = 0; k < _length; k++)
            signal[k] = new Lanes(new Vector<float>(_fullReal, k * _side + x), new Vector<float>(_fullImaginary, k * _side + x));
        var lines = _fourier.Transform(signal, other);
        for (var y = 0; y < _side; y++)
        {
            lines[y].Imaginary.CopyTo(forceX, y * _side + x);
            lines[y].Real.CopyTo(forceY, y * _side + x);
        }
    }

    private static void Scatter(Lanes value, float[] real, float[] imaginary, int start, int step)
    {
        for (var lane = 0; lane < Lanes.Count; lane++)
            (real[start + lane * step], imaginary[start + lane * step]) = (value.Real[lane], value.Imaginary[lane]);
    }
}
