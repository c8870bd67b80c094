namespace Equipoise.Common;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014) as a <see cref="Random"/>. Unlike the framework's seeded generator its
/// sequence is specified, so splits and drawings stay the same across framework versions.
/// </summary>
public sealed class SplitMix(ulong state) : Random(0)
{
    private ulong _state = state;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A standard normal draw (Box and Muller).</summary>
    public double NextGaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - Sample())) * Math.Cos(2 * Math.PI * Sample());

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Sample();

    /// <summary>A uniform permutation in place (Fisher and Yates).</summary>
    public void Permute<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    protected override double Sample() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public override double NextDouble() => Sample();

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue + (int)(Sample() * ((long)maxValue - minValue));
    }

    public override long NextInt64() => (long)(NextBits() >> 1);

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var b in buffer)
            b = (byte)(NextBits() >> 56);
    }
}
