namespace Equipoise.Statistics;

/// <summary>A mean over seeds and its 95 % interval.</summary>
public sealed record Estimate(double Value, double Low, double High)
{
    /// <summary>With the widest of the intervals that these variances give; over patients alone where there is one seed.</summary>
    /// <param name="values">Of the arm, per seed.</param>
    /// <param name="all">Of every arm, per seed.</param>
    /// <param name="patients">Of the arm.</param>
    /// <param name="testShare">The share of images that a seed tests, in (0,1).</param>
    public static Estimate OfArm(
        IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<double>> all, PatientVariance patients, double testShare)
    {
        var (mean, reach) = (values.Average(), patients.OfMean.Reach);
        if (values.Count > 1)
            reach = Math.Max(reach, SeedVariance.OfMean(
                Variance.OfSample(values), SeedVariance.OfArms(all), values.Count, patients.Shared, testShare).Reach);
        return new(mean, mean - reach, mean + reach);
    }

    /// <summary>The interval cut off at what the value can be.</summary>
    public Estimate Within(double least, double most) => this with { Low = Math.Max(least, Low), High = Math.Min(most, High) };
}
