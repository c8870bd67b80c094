using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>Images whose scores are alike.</summary>
/// <param name="Score">Their mean score.</param>
/// <param name="Share">The share of them that is of the class; a calibrated score equals it.</param>
/// <param name="Low">Lower end of Wilson's 95 % interval of the share.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Images">How many there are.</param>
public sealed record CalibrationPoint(double Score, double Share, double Low, double High, int Images);

/// <summary>What became of images, by how probable a class was said to be.</summary>
/// <param name="Points">By rising score; none is empty.</param>
public sealed record CalibrationCurve(IReadOnlyList<CalibrationPoint> Points)
{
    /// <summary>The curve of one class against the rest, in bins of equally many images: where a class is rare most scores are
    /// small, and bins of equal width would be empty.</summary>
    /// <param name="bins">At least 1; fewer where there are fewer images. Images of one score stay together.</param>
    public static CalibrationCurve Of(IReadOnlyList<ScoredImage> images, int label, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var points = new List<CalibrationPoint>();
        var bin = new List<ScoredImage>();
        var done = 0;
        foreach (var tie in images.GroupBy(i => i.Scores[label]).OrderBy(t => t.Key))
        {
            bin.AddRange(tie);
            if (done + bin.Count < (points.Count + 1.0) * images.Count / bins)
                continue;
            points.Add(Point(bin, label));
            done += bin.Count;
            bin.Clear();
        }
        return new CalibrationCurve(points);
    }

    /// <summary>Expected calibration error: the mean distance of score and share, over images (Naeini et al. 2015).</summary>
    public double ExpectedError => Points.Sum(p => p.Images * Math.Abs(p.Score - p.Share)) / Points.Sum(p => p.Images);

    private static CalibrationPoint Point(List<ScoredImage> bin, int label)
    {
        double n = bin.Count, hits = bin.Count(i => i.Label == label), z = Normal.Z95;
        var middle = (hits + z * z / 2) / (n + z * z);
        var reach = z / (n + z * z) * Math.Sqrt(hits * (n - hits) / n + z * z / 4);
        return new(bin.Average(i => i.Scores[label]), hits / n, hits == 0 ? 0 : middle - reach, hits == n ? 1 : middle + reach, bin.Count);
    }
}
