using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>An estimated variance and how well it is known.</summary>
/// <param name="DegreesOfFreedom">Those of Student's t for a deviation divided by its root.</param>
public readonly record struct Variance(double Value, double DegreesOfFreedom)
{
    /// <summary>Half the width of the 95 % interval.</summary>
    public double Reach => Value == 0 ? 0 : StudentT.Critical95(DegreesOfFreedom) * Math.Sqrt(Value);

    /// <summary>Two-sided p-value that what deviates is zero in truth. Nothing deviates by nothing: 1; a deviation without
    /// variance is beyond doubt: 0.</summary>
    public double PValue(double deviation) =>
        Math.Abs(deviation) < 1e-12 && !double.IsNaN(Value) ? 1 : StudentT.TwoSided(deviation / Math.Sqrt(Value), DegreesOfFreedom);

    /// <summary>Of a sum over patients who were drawn within strata, such as classes; degrees of freedom after Welch (1947) and
    /// Satterthwaite (1946).</summary>
    /// <returns>NaN where a stratum has one patient only, who says nothing of how they differ.</returns>
    public static Variance OfSum(IEnumerable<(int Stratum, double Value)> patients)
    {
        double variance = 0, squares = 0;
        foreach (var stratum in patients.GroupBy(p => p.Stratum, p => p.Value))
        {
            double[] values = [.. stratum];
            var mean = values.Average();
            var part = values.Length / (values.Length - 1.0) * values.Sum(v => (v - mean) * (v - mean));
            variance += part;
            squares += part * part / (values.Length - 1);
        }
        return new(variance, squares > 0 ? variance * variance / squares : double.IsNaN(variance) ? double.NaN : double.PositiveInfinity);
    }

    /// <summary>The sample variance of values, one degree of freedom less than their number; NaN for a single one.</summary>
    public static double OfSample(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }
}
