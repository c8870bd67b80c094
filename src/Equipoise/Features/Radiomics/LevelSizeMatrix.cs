namespace Equipoise.Features.Radiomics;

/// <summary>
/// How many runs or zones there are of a grey level and a size: what the run length and the size zone matrices have in
/// common (IBSI reference manual, sections 3.7 and 3.8). Both non-uniformities are left out but for their normalised forms,
/// as they grow with the image.
/// </summary>
/// <param name="levels">The highest grey level.</param>
internal sealed class LevelSizeMatrix(int levels)
{
    // Small sizes are the many; large ones are few and far between.
    private const int Small = 64;

    private readonly int[] _small = new int[(levels + 1) * Small];
    private readonly SortedDictionary<(int Level, int Size), int> _large = [];

    public void Add(int level, int size)
    {
        if (size < Small)
            _small[level * Small + size]++;
        else
            _large[(level, size)] = _large.GetValueOrDefault((level, size)) + 1;
    }

    /// <param name="features">Where they go.</param>
    /// <param name="names">What runs or zones, and short or small ones, are called.</param>
    /// <param name="possible">As many as there could be: all pixels, once for each direction.</param>
    public void AddTo(FeatureList features, Wording names, long possible)
    {
        var cells = Cells();
        double total = cells.Sum(c => (double)c.Count);
        double meanLevel = 0, meanSize = 0;
        foreach (var (i, j, count) in cells)
            (meanLevel, meanSize) = (meanLevel + count / total * i, meanSize + count / total * j);
        double few = 0, many = 0, low = 0, high = 0, fewLow = 0, fewHigh = 0, manyLow = 0, manyHigh = 0;
        double levelVariance = 0, sizeVariance = 0, entropy = 0;
        foreach (var (i, j, count) in cells)
        {
            double p = count / total, level = (double)i * i, size = (double)j * j;
            (few, many, low, high) = (few + p / size, many + p * size, low + p / level, high + p * level);
            (fewLow, fewHigh) = (fewLow + p / (level * size), fewHigh + p * level / size);
            (manyLow, manyHigh) = (manyLow + p * size / level, manyHigh + p * level * size);
            levelVariance += (i - meanLevel) * (i - meanLevel) * p;
            sizeVariance += (j - meanSize) * (j - meanSize) * p;
            entropy += Entropy.Term(p);
        }
        var (unit, shortOnes, longOnes) = (names.Unit, names.Short, names.Long);
        features.Add($"{shortOnes}-emphasis", few);
        features.Add($"{longOnes}-emphasis", many);
        features.Add($"low-grey-level-{unit}-emphasis", low);
        features.Add($"high-grey-level-{unit}-emphasis", high);
        features.Add($"{shortOnes}-low-grey-level-emphasis", fewLow);
        features.Add($"{shortOnes}-high-grey-level-emphasis", fewHigh);
        features.Add($"{longOnes}-low-grey-level-emphasis", manyLow);
        features.Add($"{longOnes}-high-grey-level-emphasis", manyHigh);
        features.Add("normalised-grey-level-non-uniformity", Uniformity(cells, c => c.Level, total));
        features.Add($"normalised-{names.Size}-non-uniformity", Uniformity(cells, c => c.Size, total));
        features.Add($"{unit}-percentage", total / possible);
        features.Add("grey-level-variance", levelVariance);
        features.Add($"{names.Size}-variance", sizeVariance);
        features.Add($"{names.Size}-entropy", entropy);
    }

    private static double Uniformity(
        List<(int Level, int Size, int Count)> cells, Func<(int Level, int Size, int Count), int> of, double total) =>
        cells.GroupBy(of).Sum(g => Math.Pow(g.Sum(c => (double)c.Count) / total, 2));

    private List<(int Level, int Size, int Count)> Cells()
    {
        var cells = new List<(int, int, int)>();
        for (var i = 0; i < _small.Length; i++)
            if (_small[i] > 0)
                cells.Add((i / Small, i % Small, _small[i]));
        cells.AddRange(_large.Select(c => (c.Key.Level, c.Key.Size, c.Value)));
        return cells;
    }

    /// <summary>IBSI's words for one and the same feature of either matrix.</summary>
    public sealed record Wording(string Unit, string Short, string Long, string Size)
    {
        public static Wording Runs { get; } = new("run", "short-run", "long-run", "run-length");

        public static Wording Zones { get; } = new("zone", "small-zone", "large-zone", "zone-size");
    }
}
