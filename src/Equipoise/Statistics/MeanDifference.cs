namespace Equipoise.Statistics;

/// <summary>The mean over seeds of a paired difference.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Its upper end.</param>
/// <param name="StandardError">The one that made the interval.</param>
/// <param name="DegreesOfFreedom">Its own.</param>
/// <param name="PValue">Two-sided, that there is no difference: below 0.05 exactly where the interval excludes zero. NaN with one seed,
/// which knows nothing of the luck of training; the interval is over patients then.</param>
public sealed record MeanDifference(double Difference, double Low, double High, double StandardError, double DegreesOfFreedom, double PValue)
{
    /// <param name="difference">The mean.</param>
    /// <param name="patients">Its variance over patients.</param>
    /// <param name="seeds">Its variance over seeds; null with one seed.</param>
    public static MeanDifference Of(double difference, Variance patients, Variance? seeds)
    {
        var (reach, widest, p) = (patients.Reach, patients, double.NaN);
        if (seeds is { } luck)
        {
            p = Math.Max(patients.PValue(difference), luck.PValue(difference));
            if (luck.Reach is var wider && !(wider < reach))
                (reach, widest) = (wider, luck);
        }
        return new(difference, difference - reach, difference + reach, Math.Sqrt(widest.Value), widest.DegreesOfFreedom, p);
    }
}
