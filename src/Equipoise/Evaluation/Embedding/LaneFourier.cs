namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// The fast Fourier transform of several signals side by side, in Stockham's self-sorting form with radices 4, 3 and 2. One
/// object serves many threads.
/// </summary>
internal sealed class LaneFourier
{
    private readonly int _length;
    private readonly Pass[] _passes;

    /// <param name="length">A product of 2s and 3s.</param>
    public LaneFourier(int length)
    {
        _length = length;
        var passes = new List<Pass>();
        for (var left = length; left > 1; left /= passes[^1].Radix)
            passes.Add(new Pass(left, left % 4 == 0 ? 4 : left % 3 == 0 ? 3 : 2));
        _passes = [.. passes];
    }

    /// <summary>Lengths that transform fast and are multiples of 16, ascending, to 2048.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [96, 128, 144, 192, 256, 288, 384, 512, 576, 768, 1024, 1152, 1536, 2048];

    /// <summary>
    /// X_k = sum over t of x_t exp(-2 pi i k t / n), not scaled. The inverse is the same with real and imaginary parts exchanged
    /// on both sides.
    /// </summary>
    /// <param name="signal">The signals, by time; overwritten.</param>
    /// <param name="other">As much space again.</param>
    /// <returns>Which of the two holds the spectra, by frequency.</returns>
    public Lanes[] Transform(Lanes[] signal, Lanes[] other)
    {
        var stride = 1;
        foreach (var pass in _passes)
        {
            pass.Apply(signal.AsSpan(0, _length), other.AsSpan(0, _length), stride);
            stride *= pass.Radix;
            (signal, other) = (other, signal);
        }
        return signal;
    }

    private sealed class Pass
    {
        private readonly int _rest;

        // exp(-2 pi i p k / n) at p (radix - 1) + k - 1.
        private readonly (float, float)[] _turns;

        public Pass(int length, int radix)
        {
            (Radix, _rest) = (radix, length / radix);
            _turns = new (float, float)[_rest * (radix - 1)];
            for (var p = 0; p < _rest; p++)
                for (var k = 1; k < radix; k++)
                {
                    var (sine, cosine) = Math.SinCos(-2 * Math.PI * p * k / length);
                    _turns[p * (radix - 1) + k - 1] = ((float)cosine, (float)sine);
                }
        }

        public int Radix { get; }

        public void Apply(Span<Lanes> from, Span<Lanes> to, int stride)
        {
            for (var p = 0; p < _rest; p++)
            {
                var source = from[(stride * p)..];
                var target = to.Slice(stride * Radix * p, stride * Radix);
                var turns = _turns.AsSpan(p * (Radix - 1), Radix - 1);
                if (Radix == 4)
                    Four(source, target, stride, stride * _rest, turns);
                else if (Radix == 3)
                    Three(source, target, stride, stride * _rest, turns);
                else
                    Two(source, target, stride, stride * _rest, turns);
            }
        }

        private static void Two(Span<Lanes> x, Span<Lanes> y, int stride, int step, ReadOnlySpan<(float, float)> turns)
        {
            for (var q = 0; q < stride; q++)
            {
                var (a, b) = (x[q], x[q + step]);
                y[q] = a + b;
                y[q + stride] = (a - b) * turns[0];
            }
        }

        private static void Three(Span<Lanes> x, Span<Lanes> y, int stride, int step, ReadOnlySpan<(float, float)> turns)
        {
            const float Sine = 0.866025403784f;
            for (var q = 0; q < stride; q++)
            {
                var (a, b, c) = (x[q], x[q + step], x[q + 2 * step]);
                var (sum, difference) = (b + c, (b - c).Turned * Sine);
                var middle = a - sum * 0.5f;
                y[q] = a + sum;
                y[q + stride] = (middle + difference) * turns[0];
                y[q + 2 * stride] = (middle - difference) * turns[1];
            }
        }

        private static void Four(Span<Lanes> x, Span<Lanes> y, int stride, int step, ReadOnlySpan<(float, float)> turns)
        {
            for (var q = 0; q < stride; q++)
            {
                var (a, b, c, d) = (x[q], x[q + step], x[q + 2 * step], x[q + 3 * step]);
                var (even, evenDifference, odd, oddDifference) = (a + c, a - c, b + d, (b - d).Turned);
                y[q] = even + odd;
                y[q + stride] = (evenDifference + oddDifference) * turns[0];
                y[q + 2 * stride] = (even - odd) * turns[1];
                y[q + 3 * stride] = (evenDifference - oddDifference) * turns[2];
            }
        }
    }
}
