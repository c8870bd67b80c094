using Equipoise.Common;

namespace Equipoise.Data;

/// <summary>
/// Which image stands on which side. Patients (and copies of an image) stay whole; every class keeps its share in each
/// part as closely as whole patients allow; the fractions of the training part are nested. Where the source has a split of its
/// own, its test images stay what they are, and other images of their patients are withheld from training.
/// </summary>
public sealed class Split
{
    private readonly Dataset _dataset;
    private readonly Part[] _parts;

    // Where in the order of its class a training image stands: 0 for the first, just below 1 for the last.
    private readonly double[] _rank;

    private readonly Dictionary<double, RealImages> _train = [];
    private readonly Dictionary<Part, RealImages> _sides = [];

    private Split(Dataset dataset, Part[] parts, double[] rank) => (_dataset, _parts, _rank) = (dataset, parts, rank);

    public RealImages Validation => Side(Part.Validation);

    public RealImages Test => Side(Part.Test);

    /// <summary>Images left out because their patient, or a copy, stands on another side of the source's own split.</summary>
    public RealImages Withheld => Side(Part.Withheld);

    /// <summary>The first share of the training images of each class, in an order that does not depend on the share: 5 % lies within 10 %.</summary>
    /// <param name="fraction">Above 0, at most 1. Every class keeps at least one patient.</param>
    public RealImages Train(double fraction = 1) => _train.TryGetValue(fraction, out var images) ? images
        : _train[fraction] = _dataset.Select(Enumerable.Range(0, _parts.Length).Where(i => _parts[i] == Part.Train && _rank[i] < fraction));

    /// <summary>Splits a dataset.</summary>
    /// <exception cref="UserException">A class has too few patients to stand in every part.</exception>
    public static Split ByPatient(Dataset dataset, SplitSettings settings, Seed seed)
    {
        var groups = SplitGroup.Of(dataset, seed);
        var own = settings.KeepPublished && dataset.HasOwnSplit;
        var parts = own ? PublishedSplit.Assign(dataset, groups, settings) : new Part[dataset.Records.Count];
        if (!own)
            Assign(dataset, groups, settings, parts);
        var rank = new double[parts.Length];
        foreach (var ofClass in groups.GroupBy(g => g.Label))
            Rank([.. ofClass.Select(g => g.Members.Where(i => parts[i] == Part.Train).ToArray())], rank);
        return new Split(dataset, parts, rank);
    }

    /// <summary>The manifest: path, hash, class, patient, part, and the smallest of the fractions that includes the image.</summary>
    public string ToCsv(IEnumerable<double> fractions)
    {
        var ascending = fractions.Order().ToList();
        return Csv.Write(
            ["path", "sha256", "class", "patient", "part", "smallest_fraction"],
            _dataset.Records.Select((r, i) => new object?[]
            {
                r.Path, r.Hash, _dataset.ClassNames[r.Label], r.Patient, _parts[i].ToString().ToLowerInvariant(),
                _parts[i] == Part.Train && ascending.FindIndex(f => _rank[i] < f) is >= 0 and var k ? ascending[k] : null,
            }));
    }

    private RealImages Side(Part part) => _sides.TryGetValue(part, out var images) ? images
        : _sides[part] = _dataset.Select(Enumerable.Range(0, _parts.Length).Where(i => _parts[i] == part));

    private static void Assign(Dataset dataset, List<SplitGroup> groups, SplitSettings settings, Part[] parts)
    {
        RequireThreeGroups(dataset, groups);
        foreach (var ofClass in groups.GroupBy(g => g.Label))
            Assign([.. ofClass], settings, parts);
    }

    // Whole groups fill test, then validation, each until another group would bring it further from its share.
    private static void Assign(List<SplitGroup> groups, SplitSettings settings, Part[] parts)
    {
        var images = groups.Sum(g => g.Members.Length);
        var next = 0;
        foreach (var (part, share, leave) in new[] { (Part.Test, settings.Test, 2), (Part.Validation, settings.Validation, 1) })
            next += Fill(groups[next..^leave], part, share * images, parts);
    }

    /// <summary>Gives a part whole groups, at least one, until another would bring it further from the number wanted.</summary>
    /// <returns>How many groups it got.</returns>
    internal static int Fill(IReadOnlyList<SplitGroup> groups, Part part, double wanted, Part[] parts)
    {
        var (next, taken) = (0, 0);
        while (next < groups.Count && (taken == 0 || taken + groups[next].Members.Length / 2.0 <= wanted))
        {
            taken += groups[next].Members.Length;
            foreach (var i in groups[next++].Members)
                parts[i] = part;
        }
        return next;
    }

    private static void Rank(IReadOnlyList<int[]> train, double[] rank)
    {
        double images = train.Sum(g => g.Length);
        var before = 0;
        foreach (var group in train)
        {
            foreach (var i in group)
                rank[i] = before / images;
            before += group.Length;
        }
    }

    private static void RequireThreeGroups(Dataset dataset, List<SplitGroup> groups)
    {
        var perClass = new int[dataset.ClassNames.Count];
        foreach (var group in groups)
            perClass[group.Label]++;
        var poor = perClass.Select((n, c) => (n, Name: dataset.ClassNames[c])).Where(c => c.n < 3).ToList();
        if (poor.Count > 0)
            throw UserException.BadData(
                $"Too few patients to split: {string.Join(", ", poor.Select(p => $"class '{p.Name}' has {p.n}"))}; training, validation and test need one each, so at least 3.",
                "Add images, merge the class with another, or leave its folder out.");
    }
}
