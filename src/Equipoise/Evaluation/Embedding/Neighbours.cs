using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>The exact nearest neighbours of every point.</summary>
/// <param name="Count">Neighbours of each point; a point is not its own neighbour.</param>
/// <param name="Squared">[N,count] squared Euclidean distances, ascending.</param>
/// <param name="Indices">[N,count].</param>
internal sealed record Neighbours(int Count, float[] Squared, int[] Indices)
{
    // Points whose distances are computed together, so that a candidate is loaded once for all.
    private const int Group = 4;

    /// <summary>
    /// Compares all with all. Differences are squared, not expanded into products, which would cancel where clusters are small
    /// and far apart.
    /// </summary>
    /// <param name="features">[N,D].</param>
    /// <param name="count">At least 1, at most N - 1.</param>
    public static Neighbours Find(float[,] features, int count, CancellationToken stop)
    {
        var (n, columns) = (features.GetLength(0), Columns(features));
        var found = new Neighbours(count, new float[n * count], new int[n * count]);
        var options = new ParallelOptions { CancellationToken = stop };
        Parallel.For(0, (n + Group - 1) / Group, options, () => Enumerable.Range(0, Group).Select(_ => new NearestKeys(count)).ToArray(), (group, _, nearest) =>
        {
            var first = group * Group;
            Array.ForEach(nearest, keys => keys.Clear());
            Search(columns, n, first, nearest);
            for (var i = first; i < Math.Min(n, first + Group); i++)
                nearest[i - first].Take(found.Squared.AsSpan(i * count, count), found.Indices.AsSpan(i * count, count));
            return nearest;
        }, _ => { });
        return found;
    }

    // Padding is NaN, which is never near.
    private static float[][] Columns(float[,] features)
    {
        var n = features.GetLength(0);
        var columns = new float[features.GetLength(1)][];
        for (var d = 0; d < columns.Length; d++)
        {
            columns[d] = new float[Plane.Padded(n)];
            columns[d].AsSpan(n).Fill(float.NaN);
            for (var i = 0; i < n; i++)
                columns[d][i] = features[i, d];
        }
        return columns;
    }

    private static void Search(float[][] columns, int n, int first, NearestKeys[] nearest)
    {
        // The last group may be short; its missing points repeat the last one and are not read.
        var (a, b, c, d) = (first, Math.Min(n - 1, first + 1), Math.Min(n - 1, first + 2), Math.Min(n - 1, first + 3));
        for (var j = 0; j < n; j += Vector<float>.Count)
        {
            Vector<float> toA = default, toB = default, toC = default, toD = default;
            foreach (var column in columns)
            {
                var x = new Vector<float>(column, j);
                var (u, v, w, z) = (x - new Vector<float>(column[a]), x - new Vector<float>(column[b]), x - new Vector<float>(column[c]), x - new Vector<float>(column[d]));
                toA = Vector.FusedMultiplyAdd(u, u, toA);
                toB = Vector.FusedMultiplyAdd(v, v, toB);
                toC = Vector.FusedMultiplyAdd(w, w, toC);
                toD = Vector.FusedMultiplyAdd(z, z, toD);
            }
            Offer(nearest[0], toA, j, a);
            Offer(nearest[1], toB, j, b);
            Offer(nearest[2], toC, j, c);
            Offer(nearest[3], toD, j, d);
        }
    }

    private static void Offer(NearestKeys nearest, Vector<float> distances, int first, int self)
    {
        if (!Vector.LessThanAny(distances, new Vector<float>(nearest.Limit)))
            return;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            if (first + lane != self)
                nearest.Add(distances[lane], first + lane);
    }
}
