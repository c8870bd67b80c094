using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>How much one classifier is better than another on the same cases.</summary>
/// <param name="StandardError">Of the difference.</param>
/// <param name="PValue">Two-sided, that there is no difference.</param>
public sealed record PairedDifference(double Difference, double StandardError, double PValue)
{
    /// <summary>The 95 % interval of the difference.</summary>
    public (double Low, double High) Interval => (Difference - Normal.Z95 * StandardError, Difference + Normal.Z95 * StandardError);
}
