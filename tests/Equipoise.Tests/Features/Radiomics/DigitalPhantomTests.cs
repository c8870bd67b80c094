using Equipoise.Features.Radiomics;

namespace Equipoise.Tests.Features.Radiomics;

/// <summary>
/// The digital phantom of the Image Biomarker Standardisation Initiative and the values its reference manual (v11)
/// publishes for it, to three digits: texture for "2D, slice-merged", zones for "2D", means over the four slices.
/// </summary>
public class DigitalPhantomTests
{
    // Rows of the slices z = 1 to 4; . is outside the region of interest.
    private static readonly string[] Slices =
        ["14411 14611 41641 44641", "14411 11611 .1311 44611", "144.. 11111 11.11 11611", "144.. 11111 11111 11611"];

    [Theory]
    [InlineData("joint-maximum", 0.512)]
    [InlineData("joint-average", 2.14)]
    [InlineData("joint-variance", 2.71)]
    [InlineData("joint-entropy", 2.24)]
    [InlineData("difference-variance", 3.06)]
    [InlineData("difference-entropy", 1.49)]
    [InlineData("sum-entropy", 1.79)]
    [InlineData("angular-second-moment", 0.352)]
    [InlineData("contrast", 5.19)]
    [InlineData("dissimilarity", 1.4)]
    [InlineData("inverse-difference", 0.683)]
    [InlineData("normalised-inverse-difference", 0.854)]
    [InlineData("inverse-difference-moment", 0.625)]
    [InlineData("normalised-inverse-difference-moment", 0.901)]
    [InlineData("inverse-variance", 0.0553)]
    [InlineData("correlation", 0.0173)]
    [InlineData("autocorrelation", 5.14)]
    [InlineData("cluster-tendency", 5.66)]
    [InlineData("cluster-shade", 6.98)]
    [InlineData("cluster-prominence", 80.4)]
    [InlineData("information-correlation-1", -0.0341)]
    [InlineData("information-correlation-2", 0.263)]
    public void Cooccurrence_Phantom_AsPublished(string feature, double published) =>
        AssertPublished(published, feature, (features, slice) => new CooccurrenceMatrix(slice).AddTo(features));

    [Theory]
    [InlineData("short-run-emphasis", 0.661)]
    [InlineData("long-run-emphasis", 3.51)]
    [InlineData("low-grey-level-run-emphasis", 0.609)]
    [InlineData("high-grey-level-run-emphasis", 9.74)]
    [InlineData("short-run-low-grey-level-emphasis", 0.311)]
    [InlineData("short-run-high-grey-level-emphasis", 8.67)]
    [InlineData("long-run-low-grey-level-emphasis", 2.92)]
    [InlineData("long-run-high-grey-level-emphasis", 16.1)]
    [InlineData("normalised-grey-level-non-uniformity", 0.456)]
    [InlineData("normalised-run-length-non-uniformity", 0.441)]
    [InlineData("run-percentage", 0.627)]
    [InlineData("grey-level-variance", 3.37)]
    [InlineData("run-length-variance", 0.778)]
    [InlineData("run-length-entropy", 2.57)]
    public void RunLengths_Phantom_AsPublished(string feature, double published) =>
        AssertPublished(published, feature, RunLengths.AddTo);

    [Theory]
    [InlineData("small-zone-emphasis", 0.363)]
    [InlineData("large-zone-emphasis", 43.9)]
    [InlineData("low-grey-level-zone-emphasis", 0.371)]
    [InlineData("high-grey-level-zone-emphasis", 16.4)]
    [InlineData("small-zone-low-grey-level-emphasis", 0.0259)]
    [InlineData("small-zone-high-grey-level-emphasis", 10.3)]
    [InlineData("large-zone-low-grey-level-emphasis", 40.4)]
    [InlineData("large-zone-high-grey-level-emphasis", 113)]
    [InlineData("normalised-grey-level-non-uniformity", 0.323)]
    [InlineData("normalised-zone-size-non-uniformity", 0.333)]
    [InlineData("zone-percentage", 0.24)]
    [InlineData("grey-level-variance", 3.97)]
    [InlineData("zone-size-variance", 21)]
    [InlineData("zone-size-entropy", 1.93)]
    public void SizeZones_Phantom_AsPublished(string feature, double published) =>
        AssertPublished(published, feature, SizeZones.AddTo);

    // Intensity and histogram features are of the whole phantom: the region's 74 voxels in a row.
    [Theory]
    [InlineData("intensity.mean", 2.15)]
    [InlineData("intensity.variance", 3.05)]
    [InlineData("intensity.skewness", 1.08)]
    [InlineData("intensity.excess-kurtosis", -0.355)]
    [InlineData("intensity.median", 1)]
    [InlineData("intensity.minimum", 1)]
    [InlineData("intensity.10th-percentile", 1)]
    [InlineData("intensity.90th-percentile", 4)]
    [InlineData("intensity.maximum", 6)]
    [InlineData("intensity.interquartile-range", 3)]
    [InlineData("intensity.mean-absolute-deviation", 1.55)]
    [InlineData("intensity.robust-mean-absolute-deviation", 1.11)]
    [InlineData("intensity.range", 5)]
    [InlineData("intensity.median-absolute-deviation", 1.15)]
    [InlineData("intensity.coefficient-of-variation", 0.812)]
    [InlineData("intensity.quartile-coefficient-of-dispersion", 0.6)]
    [InlineData("intensity.energy", 567.0 / 74)]
    [InlineData("intensity.root-mean-square", 2.77)]
    [InlineData("histogram.entropy", 1.27)]
    [InlineData("histogram.uniformity", 0.512)]
    public void Intensity_Phantom_AsPublished(string feature, double published)
    {
        byte[] region = [.. string.Concat(Slices).Where(char.IsDigit).Select(c => (byte)(c - '0'))];
        var plane = new Plane(1, region.Length);
        for (var i = 0; i < region.Length; i++)
            plane.Values[i] = region[i];
        var features = new FeatureList();
        var statistics = new IntensityStatistics(plane);
        statistics.AddTo(features);
        statistics.AddRatioScaleTo(features);
        IntensityHistogram.AddTo(features, new GreyLevels(region, 1, region.Length, 6));
        AssertClose(published, Find(features, feature));
    }

    private static void AssertPublished(double published, string feature, Action<FeatureList, GreyLevels> add) =>
        AssertClose(published, Slices.Average(slice =>
        {
            byte[] levels = [.. slice.Where(c => c != ' ').Select(c => (byte)(c == '.' ? 0 : c - '0'))];
            var features = new FeatureList();
            add(features, new GreyLevels(levels, 4, 5, 6));
            return Find(features, feature);
        }));

    // Half of the third digit.
    private static void AssertClose(double published, double value) =>
        Assert.InRange(value - published, -Tolerance(published), Tolerance(published));

    private static double Tolerance(double published) => 0.501 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(published))) - 2);

    private static double Find(FeatureList features, string end) =>
        features.Names.Zip(features.Values).Single(f => f.First.EndsWith($".{end}", StringComparison.Ordinal)).Second;
}
