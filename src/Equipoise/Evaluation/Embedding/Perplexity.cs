namespace Equipoise.Evaluation.Embedding;

/// <summary>Conditional probabilities of neighbours at a given perplexity (van der Maaten and Hinton 2008, equation 1).</summary>
internal static class Perplexity
{
    private const double Tolerance = 1e-5;
    private const int MaxSteps = 100;

    /// <summary>
    /// Gaussian weights of a point's neighbours, with the precision found by bisection at which their entropy is the logarithm
    /// of <paramref name="perplexity"/>. Where none is, because all neighbours are equally far or the nearest are, what comes
    /// closest.
    /// </summary>
    /// <param name="squared">Squared distances of the neighbours, ascending.</param>
    /// <param name="probabilities">Receives the weights, which sum to 1.</param>
    public static void Calibrate(ReadOnlySpan<float> squared, double perplexity, Span<double> probabilities)
    {
        var (low, high, target) = (0.0, double.PositiveInfinity, Math.Log(perplexity));
        var precision = 1 / Math.Max(MeanExcess(squared), 1e-30);
        for (var step = 0; step < MaxSteps; step++)
        {
            var excess = Weigh(squared, precision, probabilities) - target;
            if (Math.Abs(excess) < Tolerance)
                return;
            if (excess > 0)
                low = precision;
            else
                high = precision;
            precision = double.IsPositiveInfinity(high) ? 2 * low : (low + high) / 2;
        }
    }

    // Distances enter less the least one, which changes no probability and keeps the sum from vanishing.
    private static double Weigh(ReadOnlySpan<float> squared, double precision, Span<double> probabilities)
    {
        double sum = 0, energy = 0;
        for (var j = 0; j < squared.Length; j++)
        {
            var exponent = precision * ((double)squared[j] - squared[0]);
            var weight = Math.Exp(-exponent);
            probabilities[j] = weight;
            sum += weight;
            energy += weight == 0 ? 0 : weight * exponent;
        }
        foreach (ref var p in probabilities)
            p /= sum;
        return Math.Log(sum) + energy / sum;
    }

    private static double MeanExcess(ReadOnlySpan<float> squared)
    {
        var sum = 0.0;
        foreach (var d in squared)
            sum += (double)d - squared[0];
        return sum / squared.Length;
    }
}
