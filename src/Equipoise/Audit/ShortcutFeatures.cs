using Equipoise.Common;

namespace Equipoise.Audit;

/// <summary>
/// What the families measured of each image: a few hundred numbers per image, so that no image need be kept. Images may be
/// added from several threads, each number once.
/// </summary>
/// <param name="images">How many images there are; those never added are left out of the probe.</param>
public sealed class ShortcutFeatures(int images)
{
    private readonly double[]?[][] _rows = [.. Families.Select(_ => new double[]?[images])];

    /// <summary>Every family, by name.</summary>
    public static IReadOnlyList<(CatalogEntry<IShortcutFamily> Entry, IShortcutFamily Family)> Families { get; } =
        [.. new Catalog<IShortcutFamily>().Entries.Select(e => (e, e.Create()))];

    /// <summary>How many images there are, added or not.</summary>
    public int Count => images;

    /// <summary>Measures an image and keeps the numbers.</summary>
    /// <param name="index">Its number, from 0.</param>
    public void Add(int index, ProbedImage image)
    {
        for (var f = 0; f < Families.Count; f++)
            _rows[f][index] = Measure(Families[f].Family, image);
    }

    /// <summary>Whether this image was added.</summary>
    public bool Has(int index) => _rows[0][index] is not null;

    /// <summary>The features of one family, per image; null for an image that was not added.</summary>
    /// <param name="family">Its number in <see cref="Families"/>.</param>
    internal IReadOnlyList<double[]?> Of(int family) => _rows[family];

    /// <summary>The features of one family.</summary>
    public static double[] Measure(IShortcutFamily family, ProbedImage image)
    {
        var features = new double[family.Width];
        Array.Fill(features, double.NaN);
        family.Measure(image, features);
        return features;
    }
}
