using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// A confidence interval of an area under the ROC curve from the area and the number of cases alone (Newcombe 2006, method
/// 5): the areas from which the observed one is not further than their own standard error allows. Unlike an interval from
/// the observed standard error, or a bootstrap, it does not shrink to a point where the classes do not overlap.
/// </summary>
public static class NewcombeInterval
{
    /// <summary>The 95 % interval.</summary>
    /// <param name="auc">In [0,1].</param>
    /// <param name="positives">Independent positive cases, at least 1; an effective number need not be whole.</param>
    /// <param name="negatives">Independent negative cases, likewise.</param>
    public static (double Low, double High) Of(double auc, double positives, double negatives)
    {
        var low = Root(theta => auc - theta - Normal.Z95 * StandardError(theta, positives, negatives), 0, auc);
        var high = Root(theta => theta - auc - Normal.Z95 * StandardError(theta, positives, negatives), 1, auc);
        return (low, high);
    }

    // Hanley and McNeil's, both sample sizes within the bracket replaced by their mean.
    private static double StandardError(double theta, double positives, double negatives)
    {
        var n = (positives + negatives) / 2;
        return Math.Sqrt(theta * (1 - theta) * (2 * n - 1 - (3 * n - 3) / ((2 - theta) * (1 + theta))) / (positives * negatives));
    }

    // Bisection between where the function is positive and where it is not.
    private static double Root(Func<double, double> function, double outer, double inner)
    {
        for (var i = 0; i < 60; i++)
            if ((outer + inner) / 2 is var middle && function(middle) > 0)
                outer = middle;
            else
                inner = middle;
        return outer;
    }
}
