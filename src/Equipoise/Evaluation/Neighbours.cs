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
        var nearest = TensorMath.Full([x.shape[0], k.Max()], double.PositiveInfinity, pairs.Type); // in order
        pairs.EachPair((rows, others, distances) =>
        {
            // Not by rank, since there may be others at distance 0.
            if (rows.Equals(others))
                distances.diagonal().FillInPlace(double.PositiveInfinity);
            else
                Keep(nearest[others], distances.t().contiguous());
            Keep(nearest[rows], distances);
        });
        return [.. k.Select(one => nearest[.., one - 1])];
    }

    // Of the nearest [R,k] and these the smallest.
    private static void Keep(Tensor nearest, Tensor distances)
    {
        var k = (int)nearest.shape[1];
        nearest.copy_(Smallest(cat([nearest, Smallest(distances, Math.Min(k, (int)distances.shape[1]))], 1), k));
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
        using var scope = NewDisposeScope();
        using var pairs = new PairDistances(x, x);
        var group = tensor(groups.Select(g => numbers[g]).ToArray());
        var nearest = TensorMath.Full([x.shape[0]], double.PositiveInfinity, pairs.Type);
        pairs.Each((rows, others, distances) =>
        {
            var own = group[rows].unsqueeze(1).eq(group[others]);
            var here = nearest[rows];
            here.copy_(minimum(here, distances.FillInPlace(own, double.PositiveInfinity).amin([1])));
        });
        return [.. nearest.to(ScalarType.Float64).data<double>()];
    }

    /// <summary>The nearest row of y for every row of x.</summary>
    /// <param name="x">[N,D].</param>
    /// <param name="y">[M,D], M at least 1.</param>
    public static (int[] Row, double[] Distance) Nearest(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        using var pairs = new PairDistances(x, y);
        var row = zeros(x.shape[0], ScalarType.Int64);
        var nearest = TensorMath.Full([x.shape[0]], double.PositiveInfinity, pairs.Type);
        pairs.Each((rows, others, distances) =>
        {
            var (values, indices) = distances.min(1);
            var closer = values < nearest[rows];
            row[rows].copy_(where(closer, indices.PlusInPlace((Number)others.Start.Value), row[rows]));
            nearest[rows].copy_(where(closer, values, nearest[rows]));
        });
        return ([.. row.to(ScalarType.Int32).data<int>()], [.. nearest.to(ScalarType.Float64).data<double>()]);
    }
}
