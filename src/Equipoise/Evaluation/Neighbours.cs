using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>Nearest neighbours among the rows of matrices.</summary>
internal static class Neighbours
{
    /// <summary>The distances from every row to its k-th nearest other row.</summary>
    /// <param name="x">[N,D], N above every k.</param>
    /// <returns>For each k [N], of the precision of <see cref="PairDistances"/>.</returns>
    public static Tensor[] Radii(Tensor x, params int[] k)
    {
        using var pairs = new PairDistances(x, x);
        var nearest = new List<Tensor>();
        pairs.Each((from, distances) =>
        {
            // Not by rank, since there may be others at distance 0.
            distances.diagonal(from).FillInPlace(double.PositiveInfinity);
            nearest.Add(Smallest(distances, k.Max()).MoveToOuterDisposeScope());
        });
        var sorted = cat(nearest); // [N,max k]
        return [.. k.Select(one => sorted[.., one - 1])];
    }

    /// <summary>The smallest k of every row, in order: [R,k]. They lie in the k groups with the smallest minima.</summary>
    private static Tensor Smallest(Tensor x, int k)
    {
        const int Group = 128;
        var groups = (int)x.shape[1] / Group;
        if (groups <= k)
            return x.topk(k, dim: 1, largest: false, sorted: true).values;
        var grouped = x[.., ..(groups * Group)].view(-1, groups, Group);
        var best = grouped.amin([2]).topk(k, dim: 1, largest: false, sorted: false).indexes; // [R,k]
        var candidates = grouped.gather(1, best.unsqueeze(2).expand(-1, -1, Group)).flatten(1);
        return cat([candidates, x[.., (groups * Group)..]], 1).topk(k, dim: 1, largest: false, sorted: true).values;
    }

    /// <summary>The distance from every row to the nearest one of another group; infinity where there is none.</summary>
    /// <param name="x">[N,D].</param>
    /// <param name="groups">One per row.</param>
    public static double[] NearestOfOthers(Tensor x, IReadOnlyList<string> groups)
    {
        var numbers = groups.Distinct().Select((g, i) => (g, i)).ToDictionary(p => p.g, p => (long)p.i);
        using var group = tensor(groups.Select(g => numbers[g]).ToArray());
        var nearest = new List<double>();
        using var pairs = new PairDistances(x, x);
        pairs.Each((from, distances) =>
        {
            var own = group[from..(from + (int)distances.shape[0])].unsqueeze(1).eq(group);
            nearest.AddRange(distances.FillInPlace(own, double.PositiveInfinity).amin([1]).to(ScalarType.Float64).data<double>());
        });
        return [.. nearest];
    }

    /// <summary>The nearest row of y for every row of x.</summary>
    /// <param name="x">[N,D].</param>
    /// <param name="y">[M,D], M at least 1.</param>
    public static (int[] Row, double[] Distance) Nearest(Tensor x, Tensor y)
    {
        var (rows, nearest) = (new List<int>(), new List<double>());
        using var pairs = new PairDistances(x, y);
        pairs.Each((_, distances) =>
        {
            var (values, indices) = distances.min(1);
            rows.AddRange(indices.to(ScalarType.Int32).data<int>());
            nearest.AddRange(values.to(ScalarType.Float64).data<double>());
        });
        return ([.. rows], [.. nearest]);
    }
}
