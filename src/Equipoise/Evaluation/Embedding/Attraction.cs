namespace Equipoise.Evaluation.Embedding;

/// <summary>What draws neighbours together.</summary>
internal static class Attraction
{
    /// <summary>For every point i the sum over j of p (y_i - y_j) / (1 + |y_i - y_j|^2).</summary>
    public static void Forces(Affinities affinities, Plane at, Plane forces) => at.SumOverBlocks((from, end) =>
    {
        for (var i = from; i < end; i++)
            (forces.X[i], forces.Y[i]) = Force(affinities, at, i);
        return 0;
    });

    private static (float X, float Y) Force(Affinities affinities, Plane at, int i)
    {
        var (start, end) = (affinities.Starts[i], affinities.Starts[i + 1]);
        var indices = affinities.Indices.AsSpan(start, end - start);
        var values = affinities.Values.AsSpan(start, end - start);
        ReadOnlySpan<float> xs = at.X, ys = at.Y;
        var (x, y) = (xs[i], ys[i]);
        float forceX = 0, forceY = 0;
        for (var e = 0; e < indices.Length; e++)
        {
            var j = indices[e];
            var (dx, dy) = (x - xs[j], y - ys[j]);
            var weight = values[e] / (1 + dx * dx + dy * dy);
            forceX += weight * dx;
            forceY += weight * dy;
        }
        return (forceX, forceY);
    }

    /// <summary>
    /// The Kullback-Leibler divergence in nats, given the sum of 1 / (1 + |y_i - y_j|^2) over all ordered pairs.
    /// </summary>
    public static double Divergence(Affinities affinities, Plane at, double normaliser)
    {
        var total = 0.0;
        var logarithms = at.SumOverBlocks((from, end) =>
        {
            var sum = 0.0;
            for (var i = from; i < end; i++)
                for (var e = affinities.Starts[i]; e < affinities.Starts[i + 1]; e++)
                {
                    var (dx, dy) = ((double)at.X[i] - at.X[affinities.Indices[e]], (double)at.Y[i] - at.Y[affinities.Indices[e]]);
                    double p = affinities.Values[e];
                    sum += p > 0 ? p * Math.Log(p * (1 + dx * dx + dy * dy)) : 0;
                }
            return sum;
        });
        foreach (var p in affinities.Values)
            total += p;
        return logarithms + total * Math.Log(normaliser);
    }
}
