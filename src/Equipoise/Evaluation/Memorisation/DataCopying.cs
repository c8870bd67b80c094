using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Memorisation;

/// <summary>
/// The three-sample test of Meehan et al. (2020): whether synthetic images lie nearer to the training images than held-out real
/// ones do. The Mann-Whitney statistic of the distances to the nearest training image, as a normal deviate: 0 on average for a
/// generator that has the true distribution, far below 0 for one that copies, far above 0 for one that misses it. In one cell,
/// where the authors have several.
/// </summary>
/// <param name="Deviate">C_T; below -1.645 a copying generator is suspected with 5 % false alarms.</param>
/// <param name="Probability">Of so low a deviate where nothing is copied; one-sided.</param>
public sealed record DataCopying(double Deviate, double Probability)
{
    /// <summary>Whether copying is suspected, with 5 % false alarms.</summary>
    public bool Suspected => Probability < 0.05;

    /// <summary>The test on distances to the nearest training image.</summary>
    /// <param name="heldOut">Of real images that were not trained on, of other patients.</param>
    /// <param name="synthetic">Of synthetic images.</param>
    /// <exception cref="ArgumentException">Either is empty.</exception>
    public static DataCopying Of(IReadOnlyList<double> heldOut, IReadOnlyList<double> synthetic)
    {
        if (heldOut.Count == 0 || synthetic.Count == 0)
            throw new ArgumentException("The test needs held-out and synthetic images.", heldOut.Count == 0 ? nameof(heldOut) : nameof(synthetic));
        var (n, m) = ((double)heldOut.Count, (double)synthetic.Count);
        var (ranks, ties) = Ranks([.. synthetic, .. heldOut]);
        // Pairs in which the synthetic image is further from its nearest training image.
        var u = ranks.Take(synthetic.Count).Sum() - m * (m + 1) / 2;
        var variance = n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
        var deviate = variance > 0 ? (u - n * m / 2) / Math.Sqrt(variance) : 0;
        return new DataCopying(deviate, Normal.Below(deviate));
    }

    /// <summary>The test on features.</summary>
    /// <param name="training">[N,D] of the images that were trained on.</param>
    /// <param name="heldOut">[M,D].</param>
    /// <param name="synthetic">[K,D].</param>
    public static DataCopying Of(Tensor training, Tensor heldOut, Tensor synthetic) =>
        Of(Neighbours.Nearest(heldOut, training).Distance, Neighbours.Nearest(synthetic, training).Distance);

    // Ties share their mean rank; the second is the sum of t^3 - t over groups of t equal values.
    private static (double[] Ranks, double Ties) Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var (ranks, ties) = (new double[values.Length], 0.0);
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]]))
                to++;
            foreach (var i in order.AsSpan(from..to))
                ranks[i] = (from + to + 1) / 2.0;
            ties += Math.Pow(to - from, 3) - (to - from);
            from = to;
        }
        return (ranks, ties);
    }
}
