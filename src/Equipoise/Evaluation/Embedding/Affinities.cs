namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// How much of a neighbour every point is to every other: symmetric, sparse, of sum 1. Points that are among each other's nearest
/// in neither direction have none (van der Maaten 2014).
/// </summary>
/// <param name="Starts">[N + 1]; the neighbours of point i stand from Starts[i] to before Starts[i + 1].</param>
/// <param name="Indices">Neighbours, ascending for each point.</param>
/// <param name="Values">Joint probabilities.</param>
internal sealed record Affinities(int[] Starts, int[] Indices, float[] Values)
{
    /// <summary>Joint probabilities: the mean of the two conditional ones, over N.</summary>
    public static Affinities From(NearestNeighbours neighbours, double perplexity)
    {
        var k = neighbours.Count;
        var n = neighbours.Indices.Length / k;
        var (indices, conditional) = (new int[n * k], new double[n * k]);
        Parallel.For(0, n, i =>
        {
            var row = i * k;
            Perplexity.Calibrate(neighbours.Squared.AsSpan(row, k), perplexity, conditional.AsSpan(row, k));
            neighbours.Indices.AsSpan(row, k).CopyTo(indices.AsSpan(row, k));
            indices.AsSpan(row, k).Sort(conditional.AsSpan(row, k));
        });
        return Symmetric(n, k, indices, conditional);
    }

    private static Affinities Symmetric(int n, int k, int[] indices, double[] conditional)
    {
        var (starts, sources, reverse) = Transpose(n, k, indices, conditional);
        var rows = new int[n + 1];
        var (to, values) = (new List<int>(2 * n * k), new List<float>(2 * n * k));
        for (var i = 0; i < n; i++)
        {
            var (a, endA, b, endB) = (i * k, (i + 1) * k, starts[i], starts[i + 1]);
            while (a < endA || b < endB)
            {
                var j = Math.Min(a < endA ? indices[a] : n, b < endB ? sources[b] : n);
                var p = a < endA && indices[a] == j ? conditional[a++] : 0;
                p += b < endB && sources[b] == j ? reverse[b++] : 0;
                to.Add(j);
                values.Add((float)(p / (2.0 * n)));
            }
            rows[i + 1] = to.Count;
        }
        return new Affinities(rows, [.. to], [.. values]);
    }

    private static (int[] Starts, int[] Sources, double[] Conditional) Transpose(int n, int k, int[] indices, double[] conditional)
    {
        var starts = new int[n + 1];
        foreach (var j in indices)
            starts[j + 1]++;
        for (var i = 0; i < n; i++)
            starts[i + 1] += starts[i];
        var next = starts[..^1];
        var (sources, reverse) = (new int[n * k], new double[n * k]);
        for (var e = 0; e < indices.Length; e++)
        {
            var place = next[indices[e]]++;
            (sources[place], reverse[place]) = (e / k, conditional[e]);
        }
        return (starts, sources, reverse);
    }
}
