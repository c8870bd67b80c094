namespace Equipoise.Audit;

/// <summary>Power spectra by the radix-2 fast Fourier transform (Cooley and Tukey 1965).</summary>
internal static class Spectrum
{
    /// <summary>The squared magnitude of the two-dimensional transform.</summary>
    /// <param name="plane">[side,side], row by row.</param>
    /// <param name="side">A power of two.</param>
    /// <returns>[side,side]; frequency 0 first, along both axes.</returns>
    public static double[] Power(double[] plane, int side)
    {
        var (real, imaginary) = ((double[])plane.Clone(), new double[plane.Length]);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var y = 0; y < side; y++)
                Transform(real.AsSpan(y * side, side), imaginary.AsSpan(y * side, side));
            Transpose(real, side);
            Transpose(imaginary, side);
        }
        for (var i = 0; i < real.Length; i++)
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
        return real;
    }

    /// <summary>The squared magnitude of the transform of a line of a power of two of values.</summary>
    public static double[] Power(double[] line)
    {
        var (real, imaginary) = ((double[])line.Clone(), new double[line.Length]);
        Transform(real, imaginary);
        return [.. real.Zip(imaginary, (r, i) => r * r + i * i)];
    }

    private static void Transform(Span<double> real, Span<double> imaginary)
    {
        var n = real.Length;
        Reverse(real, imaginary);
        for (var half = 1; half < n; half *= 2)
        {
            var (stepReal, stepImaginary) = (Math.Cos(Math.PI / half), -Math.Sin(Math.PI / half));
            double w = 1, v = 0;
            for (var k = 0; k < half; k++)
            {
                for (var i = k; i < n; i += 2 * half)
                {
                    var j = i + half;
                    var (r, s) = (w * real[j] - v * imaginary[j], w * imaginary[j] + v * real[j]);
                    (real[j], imaginary[j]) = (real[i] - r, imaginary[i] - s);
                    (real[i], imaginary[i]) = (real[i] + r, imaginary[i] + s);
                }
                (w, v) = (w * stepReal - v * stepImaginary, w * stepImaginary + v * stepReal);
            }
        }
    }

    private static void Reverse(Span<double> real, Span<double> imaginary)
    {
        for (int i = 1, j = 0; i < real.Length; i++)
        {
            var bit = real.Length / 2;
            for (; (j & bit) != 0; bit /= 2)
                j ^= bit;
            j ^= bit;
            if (i < j)
            {
                (real[i], real[j]) = (real[j], real[i]);
                (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
            }
        }
    }

    private static void Transpose(double[] plane, int side)
    {
        for (var y = 0; y < side; y++)
            for (var x = 0; x < y; x++)
                (plane[y * side + x], plane[x * side + y]) = (plane[x * side + y], plane[y * side + x]);
    }
}
