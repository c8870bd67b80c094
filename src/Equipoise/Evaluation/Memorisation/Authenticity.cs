using static TorchSharp.torch;

namespace Equipoise.Evaluation.Memorisation;

/// <summary>
/// Authenticity (Alaa et al. 2022): the share of synthetic images that are no nearer to their nearest training image than that one
/// is to its own nearest neighbour among the training images. Copies have 0. Fresh images of the true distribution are inauthentic as
/// often as two neighbours are each other's nearest: on a line one third is authentic, in the plane 0.378, in many dimensions one half.
/// </summary>
public static class Authenticity
{
    /// <param name="training">[N,D] floating point, at least 2 rows.</param>
    /// <param name="synthetic">[M,D] floating point.</param>
    /// <param name="groups">Whose image each synthetic one is; each alone where null.</param>
    public static (double Share, Interval Interval) Of(Tensor training, Tensor synthetic, IReadOnlyList<string>? groups = null)
    {
        if (training.shape[0] < 2)
            throw new ArgumentException($"{training.shape[0]} training images; authenticity needs at least 2.", nameof(training));
        using var scope = NewDisposeScope();
        var (row, distance) = Neighbours.Nearest(synthetic, training);
        var radii = Neighbours.Radii(training, 1)[0].to(ScalarType.Float64).data<double>().ToArray();
        bool[] authentic = [.. row.Zip(distance, (r, d) => d >= radii[r])];
        var share = authentic.Count(a => a) / (double)authentic.Length;
        return (share, Interval.OfShare(authentic, groups ?? [.. Enumerable.Range(0, authentic.Length).Select(i => $"{i}")]));
    }
}
