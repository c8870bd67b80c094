using System.Numerics;
using System.Runtime.InteropServices;

namespace Equipoise.Evaluation.Embedding;

/// <summary>The exact nearest neighbours of every point.</summary>
/// <param name="Count">Neighbours of each point; a point is not its own neighbour.</param>
/// <param name="Squared">[N,count] squared Euclidean distances, ascending.</param>
/// <param name="Indices">[N,count].</param>
internal sealed record NearestNeighbours(int Count, float[] Squared, int[] Indices)
{
    // Points whose distances are computed together, so that a candidate is loaded once for all.
    private const int Group = 4;

    /// <summary>
    /// Compares all with all. Differences are squared, not expanded into products, which would cancel where clusters are small
    /// and far apart.
    /// </summary>
    /// <param name="features">[N,D].</param>
    /// <param name="count">At least 1, at most N - 1.</param>
    public static NearestNeighbours Find(float[,] features, int count, CancellationToken stop)
    {
        var (n, width, blocks) = (features.GetLength(0), features.GetLength(1), Blocked(features));
        var found = new NearestNeighbours(count, new float[n * count], new int[n * count]);
        var options = new ParallelOptions { CancellationToken = stop };
        Parallel.For(0, (n + Group - 1) / Group, options, () => new Scratch(count, width), (group, _, scratch) =>
        {
            var first = group * Group;
            scratch.Load(features, first);
            Search(blocks, n, first, scratch);
            for (var i = first; i < Math.Min(n, first + Group); i++)
                scratch.Nearest[i - first].Take(found.Squared.AsSpan(i * count, count), found.Indices.AsSpan(i * count, count));
            return scratch;
        }, _ => { });
        return found;
    }

    // What one thread works with.
    private sealed class Scratch(int count, int width)
    {
        public NearestKeys[] Nearest { get; } = [.. Enumerable.Range(0, Group).Select(_ => new NearestKeys(count))];

        public float[][] Rows { get; } = [.. Enumerable.Range(0, Group).Select(_ => new float[width])];

        // The last group may be short: what stands in for its missing points is not read.
        public void Load(float[,] features, int first)
        {
            for (var g = 0; g < Group; g++)
            {
                Nearest[g].Clear();
                for (var d = 0; d < width; d++)
                    Rows[g][d] = features[Math.Min(features.GetLength(0) - 1, first + g), d];
            }
        }
    }

    // [N / V, D, V]: a vector holds one feature of V points, and all features of these stand together. Padding is NaN, which
    // is never near.
    private static float[] Blocked(float[,] features)
    {
        var (n, width, lanes) = (features.GetLength(0), features.GetLength(1), Vector<float>.Count);
        var blocks = new float[Plane.Padded(n) * width];
        Array.Fill(blocks, float.NaN);
        for (var i = 0; i < n; i++)
            for (var d = 0; d < width; d++)
                blocks[(i / lanes * width + d) * lanes + i % lanes] = features[i, d];
        return blocks;
    }

    private static void Search(float[] blocks, int n, int first, Scratch scratch)
    {
        ReadOnlySpan<float> a = scratch.Rows[0], b = scratch.Rows[1], c = scratch.Rows[2], d = scratch.Rows[3];
        ReadOnlySpan<Vector<float>> points = MemoryMarshal.Cast<float, Vector<float>>(blocks);
        for (var j = 0; j < n; j += Vector<float>.Count)
        {
            Vector<float> toA = default, toB = default, toC = default, toD = default;
            for (var f = 0; f < a.Length; f++)
            {
                var x = points[f];
                var (u, v) = (x - new Vector<float>(a[f]), x - new Vector<float>(b[f]));
                var (w, z) = (x - new Vector<float>(c[f]), x - new Vector<float>(d[f]));
                toA = Vector.FusedMultiplyAdd(u, u, toA);
                toB = Vector.FusedMultiplyAdd(v, v, toB);
                toC = Vector.FusedMultiplyAdd(w, w, toC);
                toD = Vector.FusedMultiplyAdd(z, z, toD);
            }
            points = points[a.Length..];
            Offer(scratch.Nearest[0], toA, j, first);
            Offer(scratch.Nearest[1], toB, j, first + 1);
            Offer(scratch.Nearest[2], toC, j, first + 2);
            Offer(scratch.Nearest[3], toD, j, first + 3);
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
