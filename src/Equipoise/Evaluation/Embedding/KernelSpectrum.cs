using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Spectra of Student's kernels on a periodic grid of square cells: of 1 / (1 + d^2), and of d / (1 + d^2)^2, whose two
/// components are odd along one axis each, so that i times a real number remains of them. All are divided by the responses of
/// the splines at both ends and by the number of nodes.
/// </summary>
internal sealed class KernelSpectrum
{
    private readonly LaneFourier _fourier;
    private readonly float _spacing;

    /// <param name="spacing">Distance of two nodes.</param>
    public KernelSpectrum(LaneFourier fourier, int length, double spacing)
    {
        (_fourier, _spacing, Length, Stride) = (fourier, (float)spacing, length, Plane.Padded(length / 2 + 1));
        (Near, AlongX, AlongY) = (new float[Rows * Stride], new float[Rows * Stride], new float[Rows * Stride]);
        ColumnSpectra(RowSpectra());
    }

    /// <summary>Nodes along a side.</summary>
    public int Length { get; }

    /// <summary>Numbers in a row.</summary>
    public int Stride { get; }

    /// <summary>
    /// The spectrum of 1 / (1 + d^2), real; [Length / 2 + 1, Stride] by frequency along x, then y; even along both.
    /// </summary>
    public float[] Near { get; }

    /// <summary>The imaginary part of the spectrum of x / (1 + d^2)^2; odd along x.</summary>
    public float[] AlongX { get; }

    /// <summary>The imaginary part of the spectrum of y / (1 + d^2)^2; odd along y.</summary>
    public float[] AlongY { get; }

    private int Rows => Length / 2 + 1;

    // Both kernels enter one transform along x: the even one as real, the odd one as imaginary part. What comes out is the
    // difference of their real spectra, which parity tells apart.
    private Lanes[] RowSpectra()
    {
        var spectra = new Lanes[Stride / Lanes.Count * Length]; // [y strip, frequency along x]
        Parallel.For(0, Stride / Lanes.Count, strip =>
        {
            var (signal, other) = (new Lanes[Length], new Lanes[Length]);
            for (var x = 0; x < Length; x++)
                signal[x] = Kernels(x, strip * Lanes.Count);
            var spectrum = _fourier.Transform(signal, other);
            for (var k = 0; k < Length; k++)
            {
                var (plus, minus) = (spectrum[k].Real, spectrum[(Length - k) % Length].Real);
                spectra[strip * Length + k] = new Lanes((plus + minus) * 0.5f, (minus - plus) * 0.5f);
            }
        });
        return spectra;
    }

    private Lanes Kernels(int x, int firstY)
    {
        var dx = x < Length / 2 ? x : x - Length;
        var dy = Vector.CreateSequence((float)firstY, 1) * _spacing;
        var near = Vector<float>.One / (new Vector<float>(1 + dx * _spacing * dx * _spacing) + dy * dy);
        return new Lanes(near, 2 * x == Length ? Vector<float>.Zero : near * near * (dx * _spacing));
    }

    // Along y both are even, so that the two real spectra travel as one complex number.
    private void ColumnSpectra(Lanes[] rows) => Parallel.For(0, Stride / Lanes.Count, strip =>
    {
        var (signal, other) = (new Lanes[Length], new Lanes[Length]);
        for (var y = 0; y < Length; y++)
            signal[y] = Transposed(rows, Math.Min(y, Length - y), strip * Lanes.Count);
        var spectrum = _fourier.Transform(signal, other);
        for (var lane = 0; lane < Lanes.Count && strip * Lanes.Count + lane < Rows; lane++)
            for (var k = 0; k < Rows; k++)
                Store(strip * Lanes.Count + lane, k, spectrum[k].Real[lane], spectrum[k].Imaginary[lane]);
    });

    private Lanes Transposed(Lanes[] rows, int y, int firstFrequency)
    {
        Span<float> real = stackalloc float[Lanes.Count], imaginary = stackalloc float[Lanes.Count];
        for (var lane = 0; lane < Lanes.Count && firstFrequency + lane < Rows; lane++)
        {
            var at = rows[y / Lanes.Count * Length + firstFrequency + lane];
            (real[lane], imaginary[lane]) = (at.Real[y % Lanes.Count], at.Imaginary[y % Lanes.Count]);
        }
        return new Lanes(new Vector<float>(real), new Vector<float>(imaginary));
    }

    private void Store(int kx, int ky, double near, double along)
    {
        var response = Spline.Response(2 * Math.PI * kx / Length) * Spline.Response(2 * Math.PI * ky / Length);
        var scale = 1 / (response * response * Length * Length);
        Near[kx * Stride + ky] = (float)(near * scale);
        AlongX[kx * Stride + ky] = (float)(along * scale);
        AlongY[ky * Stride + kx] = (float)(along * scale);
    }
}
