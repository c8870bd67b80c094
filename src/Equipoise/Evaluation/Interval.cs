using Equipoise.Common;

namespace Equipoise.Evaluation;

/// <summary>A 95 % confidence interval.</summary>
public readonly record struct Interval(double Low, double High)
{
    private const double Z = Normal.Z95;

    /// <summary>Of an estimate whose error is normal.</summary>
    public static Interval Around(double value, double standardError) => new(value - Z * standardError, value + Z * standardError);

    /// <summary>
    /// Of a share (Wilson 1927), which has a width also where it is 0 or 1. Images of one group count as fewer: as many
    /// independent ones as would give the share's standard error.
    /// </summary>
    /// <param name="hits">Per image, whether it counts.</param>
    /// <param name="groups">Whose image each is.</param>
    public static Interval OfShare(IReadOnlyList<bool> hits, IReadOnlyList<string> groups)
    {
        var share = hits.Count(h => h) / (double)hits.Count;
        var variance = Math.Pow(Influence.StandardError([.. hits.Select(h => (h ? 1 : 0) - share)], groups), 2);
        var independent = variance > 0 ? share * (1 - share) / variance : groups.Distinct().Count();
        var shrink = 1 + Z * Z / independent;
        var middle = (share + Z * Z / (2 * independent)) / shrink;
        var half = Z * Math.Sqrt(share * (1 - share) / independent + Z * Z / (4 * independent * independent)) / shrink;
        // Exactly so, whatever the rounding.
        return new(share == 0 ? 0 : middle - half, share == 1 ? 1 : middle + half);
    }
}
