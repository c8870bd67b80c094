namespace Equipoise.Studies;

/// <summary>Published results to stand beside ours.</summary>
public sealed record PublishedResults
{
    /// <summary>Where they were published.</summary>
    public string Source { get; init; } = "";

    /// <summary>Arm, then fraction, to macro AUC.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<double, double>> MacroAuc { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<double, double>>();

    /// <summary>Arm, then fraction, to Fréchet distance in Inception's features.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<double, double>> Frechet { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<double, double>>();

    /// <summary>Arm, then fraction, then epochs of the generator, to Fréchet distance in Inception's features.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<double, IReadOnlyDictionary<int, double>>> FrechetByEpochs { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<double, IReadOnlyDictionary<int, double>>>();

    /// <summary>Part (<c>train</c>, <c>validation</c>, <c>test</c>), then class, to images. Classes are matched by name, whatever their case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Images { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, int>>();

    /// <summary>The macro AUC for a cell, or null.</summary>
    public double? For(string arm, double fraction) => Find(MacroAuc, arm, fraction);

    /// <summary>The Fréchet distance for a cell, or null.</summary>
    public double? FrechetFor(string arm, double fraction) => Find(Frechet, arm, fraction);

    /// <summary>The Fréchet distance by epochs of a generator's training; empty where nothing was published.</summary>
    public IReadOnlyDictionary<int, double> FrechetByEpochsFor(string arm, double fraction) =>
        FrechetByEpochs.TryGetValue(arm, out var of) && of.TryGetValue(fraction, out var values) ? values : new Dictionary<int, double>();

    /// <summary>Images of a class in a part, or null.</summary>
    public int? ImagesOf(string part, string className) => Images.TryGetValue(part, out var of)
        ? of.Where(c => c.Key.Equals(className, StringComparison.OrdinalIgnoreCase)).Select(c => (int?)c.Value).FirstOrDefault() : null;

    private static double? Find(IReadOnlyDictionary<string, IReadOnlyDictionary<double, double>> values, string arm, double fraction) =>
        values.TryGetValue(arm, out var of) && of.TryGetValue(fraction, out var value) ? value : null;
}
