namespace Equipoise.Audit;

/// <summary>
/// Features as columns in which a linear model sees more than straight lines: per feature whether it is missing, its
/// standardised value, and in which of a few bins it lies. Bins hold about equally many training values each; a value so
/// frequent that it would fill a bin has one of its own, so that a feature of few values is a category.
/// </summary>
internal sealed class FeatureEncoder
{
    // A single wild value must not decide the scale of what the model sees.
    private const double MostDeviations = 4;
    private const int MostBins = 10;

    private readonly Feature[] _features;

    private FeatureEncoder(Feature[] features, int width) => (_features, Width) = (features, width);

    /// <summary>Columns; 0 where every feature is constant.</summary>
    public int Width { get; }

    /// <summary>Learns scales and bins from training rows.</summary>
    /// <param name="rows">[n][features], NaN where missing.</param>
    /// <param name="mostColumns">About how many columns the result may have.</param>
    public static FeatureEncoder Fit(IReadOnlyList<double[]> rows, int mostColumns)
    {
        var values = Enumerable.Range(0, rows[0].Length)
            .Select(f => rows.Select(r => r[f]).Where(v => !double.IsNaN(v)).Order().ToArray()).ToArray();
        var varying = values.Count(v => v.Length > 0 && v[0] < v[^1]);
        var bins = Math.Min(MostBins, mostColumns / Math.Max(1, varying) - 1);
        var features = new List<Feature>();
        var width = 0;
        for (var f = 0; f < values.Length; f++)
        {
            var feature = Feature.Of(f, values[f], rows.Count, bins, width);
            width += feature.Width;
            if (feature.Width > 0)
                features.Add(feature);
        }
        return new FeatureEncoder([.. features], width);
    }

    public SparseRow Encode(double[] row)
    {
        var (columns, values) = (new List<int>(2 * _features.Length), new List<double>(2 * _features.Length));
        foreach (var feature in _features)
            feature.Encode(row[feature.Index], columns, values);
        return new SparseRow([.. columns], [.. values]);
    }

    // Columns, from First on: missing, value, one for each bin; those that would be constant are left out.
    private sealed record Feature(int Index, int First, bool SometimesMissing, double Mean, double Spread, double[] Edges)
    {
        private bool Varies => Spread > 0;

        private int Bins => Edges.Length > 0 ? Edges.Length + 1 : 0;

        public int Width => (SometimesMissing ? 1 : 0) + (Varies ? 1 : 0) + Bins;

        public static Feature Of(int index, double[] sorted, int rows, int bins, int first)
        {
            var missing = sorted.Length < rows && sorted.Length > 0;
            if (sorted.Length == 0 || sorted[0] == sorted[^1])
                return new Feature(index, first, missing, 0, 0, []);
            var mean = sorted.Average();
            var spread = Math.Sqrt(sorted.Average(v => (v - mean) * (v - mean)));
            return new Feature(index, first, missing, mean, spread, bins < 2 ? [] : EdgesOf(sorted, bins));
        }

        public void Encode(double value, List<int> columns, List<double> values)
        {
            if (double.IsNaN(value))
            {
                if (SometimesMissing)
                    Put(First, 1);
                return;
            }
            if (!Varies)
                return;
            var column = First + (SometimesMissing ? 1 : 0);
            Put(column, Math.Clamp((value - Mean) / Spread, -MostDeviations, MostDeviations));
            if (Edges.Length > 0)
                Put(column + 1 + Edges.Count(edge => value >= edge), 1);

            void Put(int at, double what)
            {
                columns.Add(at);
                values.Add(what);
            }
        }

        // The smallest value of every bin but the first.
        private static double[] EdgesOf(double[] sorted, int bins)
        {
            var distinct = sorted.Distinct().Take(bins + 1).ToArray();
            if (distinct.Length <= bins)
                return distinct[1..];
            var quantiles = Enumerable.Range(1, bins - 1).Select(k => sorted[k * sorted.Length / bins]).ToArray();
            var frequent = quantiles.GroupBy(q => q).Where(g => g.Count() > 1).Select(g => g.Key);
            var beyond = frequent.Select(q => sorted.FirstOrDefault(v => v > q, double.NaN)).Where(v => !double.IsNaN(v));
            return [.. quantiles.Concat(beyond).Where(q => q > sorted[0]).Distinct().Order()];
        }
    }
}
