namespace Equipoise.Features.Radiomics;

/// <summary>The features of one image, each beside its name, so that the two cannot drift apart.</summary>
internal sealed class FeatureList
{
    private readonly List<(string Band, string Family, string Name)> _names = [];

    public List<double> Values { get; } = [];

    /// <summary>band.family.name</summary>
    public IEnumerable<string> Names => _names.Select(n => $"{n.Band}.{n.Family}.{n.Name}");

    public string Band { get; set; } = "";

    public string Family { get; set; } = "";

    public void Add(string name, double value)
    {
        _names.Add((Band, Family, name));
        Values.Add(value);
    }
}
