namespace Equipoise.Common;

/// <summary>Student's t distribution, also with degrees of freedom that are not whole.</summary>
public static class StudentT
{
    // From here on the normal distribution is as near as the rounding of the gamma function.
    private const double AsNormal = 1e7;

    /// <summary>Two-sided p-value of a deviation in standard errors that were estimated with these degrees of freedom.</summary>
    /// <param name="degreesOfFreedom">Above 0; may be infinite.</param>
    /// <returns>In [0,1], relative error below 1e-7; NaN where an argument is.</returns>
    public static double TwoSided(double t, double degreesOfFreedom) =>
        double.IsNaN(t) || double.IsNaN(degreesOfFreedom) ? double.NaN
        : double.IsInfinity(t) ? 0
        : degreesOfFreedom > AsNormal ? Normal.TwoSided(t)
        : IncompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);

    /// <summary>The 0.975 quantile: a 95 % interval reaches this many standard errors to either side.</summary>
    public static double Critical95(double degreesOfFreedom)
    {
        if (double.IsNaN(degreesOfFreedom))
            return double.NaN;
        double low = 0, high = 2;
        while (TwoSided(high, degreesOfFreedom) > 0.05)
            high *= 2;
        for (var i = 0; i < 60; i++)
            if ((low + high) / 2 is var middle && TwoSided(middle, degreesOfFreedom) > 0.05)
                low = middle;
            else
                high = middle;
        return high;
    }

    // Regularised, by whichever of its two continued fractions converges fast.
    private static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
            return x <= 0 ? 0 : 1;
        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(1 - x, b, a) / b;
    }

    // Lentz's algorithm.
    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), fraction = d;
        for (var m = 1; m < 10_000; m++)
        {
            Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            var before = fraction;
            Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
            if (Math.Abs(fraction - before) <= 1e-16 * Math.Abs(fraction))
                break;
        }
        return fraction;

        void Step(double coefficient)
        {
            d = 1 / (1 + coefficient * d);
            c = 1 + coefficient / c;
            fraction *= c * d;
        }
    }

    // Stirling's series, after moving the argument to where it is exact.
    private static double LogGamma(double x)
    {
        var product = 1.0;
        for (; x < 15; x++)
            product *= x;
        var inverse = 1 / (x * x);
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) - Math.Log(product)
            + (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680))) / x;
    }
}
