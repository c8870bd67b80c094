namespace Equipoise.Features.Radiomics;

/// <summary>Quantiles with linear interpolation (Hyndman and Fan's type 7) without sorting all values.</summary>
internal static class Quantiles
{
    private const int Buckets = 1024;

    /// <param name="values">Not empty.</param>
    /// <param name="minimum">The lowest of them.</param>
    /// <param name="maximum">The highest of them.</param>
    /// <param name="ps">Ascending, in [0,1].</param>
    public static double[] Of(ReadOnlySpan<double> values, double minimum, double maximum, ReadOnlySpan<double> ps)
    {
        var scale = Buckets / (maximum - minimum);
        if (!double.IsFinite(scale))
            scale = 0;
        var counts = new int[Buckets + 1];
        foreach (var v in values)
            counts[Bucket(v)]++;
        var wanted = Wanted(counts, values.Length, ps);
        var kept = new List<double>();
        foreach (var v in values)
            if (wanted[Bucket(v)])
                kept.Add(v);
        kept.Sort();

        var quantiles = new double[ps.Length];
        for (var i = 0; i < ps.Length; i++)
        {
            var position = ps[i] * (values.Length - 1);
            var rank = (int)position;
            var (below, above) = (At(rank), At(Math.Min(rank + 1, values.Length - 1)));
            quantiles[i] = below + (position - rank) * (above - below);
        }
        return quantiles;

        int Bucket(double v) => (int)((v - minimum) * scale);

        // Buckets are in order, so a value stands as many places lower as buckets before its own lost values.
        double At(int rank)
        {
            var (bucket, before, lost) = (0, 0, 0);
            for (; before + counts[bucket] <= rank; bucket++)
            {
                before += counts[bucket];
                lost += wanted[bucket] ? 0 : counts[bucket];
            }
            return kept[rank - lost];
        }
    }

    // The buckets that hold a value which some quantile needs.
    private static bool[] Wanted(int[] counts, int total, ReadOnlySpan<double> ps)
    {
        var wanted = new bool[counts.Length];
        foreach (var p in ps)
        {
            var rank = (int)(p * (total - 1));
            for (var (bucket, before) = (0, 0); before <= Math.Min(rank + 1, total - 1); before += counts[bucket++])
                wanted[bucket] |= before + counts[bucket] > rank;
        }
        return wanted;
    }
}
