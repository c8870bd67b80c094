namespace Equipoise.Features.Radiomics;

/// <summary>
/// Which features are taken of which band: all families of the image itself, statistics, histogram and co-occurrence of the
/// Laplacians, statistics and histogram of the wavelet bands and the gradient. Ranges of the bands hold about 99 % of the
/// responses in radiographs of 64 pixels.
/// </summary>
internal static class RadiomicsProfile
{
    private static readonly (int Sigma, LaplacianOfGaussian Filter)[] Laplacians = [(1, new(1)), (2, new(2))];

    private static readonly Discretisation Wide = Discretisation.Signed(0.25), Narrow = Discretisation.Signed(0.125);
    private static readonly Discretisation Gradient = new(0, 0.25, 32);

    /// <param name="image">Grey in [0,1], no side below 16.</param>
    public static FeatureList Of(Plane image)
    {
        var features = new FeatureList();
        AddImage(features, image);
        foreach (var (sigma, filter) in Laplacians)
            new CooccurrenceMatrix(AddBand(features, $"log-{sigma}", filter.Apply(image), Wide)).AddTo(features);
        var (lh, hl, hh) = HaarBands.Of(image);
        AddBand(features, "haar-lh", lh, Wide);
        AddBand(features, "haar-hl", hl, Wide);
        AddBand(features, "haar-hh", hh, Narrow);
        AddBand(features, "gradient", GradientMagnitude.Of(image), Gradient);
        return features;
    }

    private static void AddImage(FeatureList features, Plane image)
    {
        var levels = AddBand(features, "original", image, Discretisation.Grey);
        new CooccurrenceMatrix(levels).AddTo(features);
        RunLengths.AddTo(features, levels);
        SizeZones.AddTo(features, levels);
    }

    private static GreyLevels AddBand(FeatureList features, string name, Plane band, Discretisation discretisation)
    {
        features.Band = name;
        var statistics = new IntensityStatistics(band);
        statistics.AddTo(features);
        if (discretisation.Low >= 0)
            statistics.AddRatioScaleTo(features);
        var levels = discretisation.Apply(band);
        IntensityHistogram.AddTo(features, levels);
        return levels;
    }
}
