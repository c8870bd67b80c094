namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// The quintic B-spline, by which points are spread over nodes of a grid and values at nodes are read at points.
/// </summary>
internal static class Spline
{
    /// <summary>Nodes that a point touches along an axis.</summary>
    public const int Width = 6;

    /// <summary>Nodes before the one at or below a point.</summary>
    public const int Before = 2;

    /// <summary>
    /// The weights of the nodes round a point, by the recursion of Essmann et al. (1995, equation 4.1); they sum to 1.
    /// </summary>
    /// <param name="fraction">How far the point is beyond the node below it, in [0,1).</param>
    public static void Weights(float fraction, Span<float> weights)
    {
        (weights[0], weights[1]) = (1 - fraction, fraction);
        for (var order = 3; order <= Width; order++)
        {
            var scale = 1f / (order - 1);
            weights[order - 1] = scale * fraction * weights[order - 2];
            for (var k = order - 2; k > 0; k--)
                weights[k] = scale * ((fraction + order - 1 - k) * weights[k - 1] + (k + 1 - fraction) * weights[k]);
            weights[0] *= scale * (1 - fraction);
        }
    }

    /// <summary>
    /// The Fourier transform of the spline at the nodes. A function on a grid is interpolated, and not smoothed, where its
    /// spectrum is divided by this first.
    /// </summary>
    /// <param name="turn">Frequency in radians per node.</param>
    public static double Response(double turn) => (66 + 52 * Math.Cos(turn) + 2 * Math.Cos(2 * turn)) / 120;
}
