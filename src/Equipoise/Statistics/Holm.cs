namespace Equipoise.Statistics;

/// <summary>Holm's step-down correction for several tests (1979).</summary>
public static class Holm
{
    /// <summary>Adjusted p-values: testing each at a level keeps the chance of any false finding at that level, whatever the
    /// dependence between the tests.</summary>
    /// <param name="pValues">In [0,1]; NaN (no test) stays NaN and is not counted.</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = pValues.ToArray();
        var tested = Enumerable.Range(0, adjusted.Length).Where(i => !double.IsNaN(adjusted[i])).OrderBy(i => pValues[i]).ToArray();
        var least = 0.0;
        for (var k = 0; k < tested.Length; k++)
            adjusted[tested[k]] = least = Math.Max(least, Math.Min(1, (tested.Length - k) * pValues[tested[k]]));
        return adjusted;
    }
}
