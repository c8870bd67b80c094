namespace Equipoise.Common;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The 0.975 quantile: a 95 % interval reaches this many standard errors to either side.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The 0.95 quantile: a one-sided test at 5 % asks for a deviation of more standard errors than this.</summary>
    public const double Z95OneSided = 1.6448536269514722;

    /// <summary>Two-sided p-value of a deviation in standard errors.</summary>
    /// <returns>In [0,1]; relative error below 1e-11 down to the smallest double.</returns>
    public static double TwoSided(double z) => Complement(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>Probability of a value below z.</summary>
    public static double Below(double z) => z < 0 ? TwoSided(z) / 2 : 1 - TwoSided(z) / 2;

    /// <summary>Which of so many equally likely things a standard normal draw means.</summary>
    /// <returns>From 0 below <paramref name="count"/>; the lower the draw, the lower.</returns>
    public static int Pick(double z, int count) => Math.Min((int)(Below(z) * count), count - 1);

    // erfc(x) for x >= 0: its series where that converges fast, else Lentz's continued fraction.
    private static double Complement(double x) => x < 2 ? 1 - Series(x) : Fraction(x);

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double Fraction(double x)
    {
        double fraction = x, c = x, d = 0;
        for (var n = 1; n < 200; n++)
        {
            d = 1 / (x + n / 2.0 * d);
            c = x + n / 2.0 / c;
            fraction *= c * d;
        }
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
