namespace Equipoise.Statistics;

/// <summary>Expected calibration error of one class against the rest (Naeini et al. 2015), sorted once so that any resample takes one
/// pass; without weights the same as <see cref="CalibrationCurve.ExpectedError"/>.</summary>
public sealed class CalibrationError
{
    private readonly (double Score, bool IsClass, int Image)[] _sorted;
    private readonly int _bins;

    /// <param name="images">At least one.</param>
    /// <param name="bins">Of equally many images, at least 1; images of one score stay together.</param>
    public CalibrationError(IReadOnlyList<ScoredImage> images, int label, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        _bins = bins;
        _sorted = [.. images.Select((image, i) => (image.Scores[label], image.Label == label, i)).OrderBy(s => s.Item1)];
    }

    /// <param name="weights">How often each image counts.</param>
    /// <returns>In [0,1], best 0; NaN where nothing counts.</returns>
    public double Of(IReadOnlyList<int> weights)
    {
        double all = weights.Sum(), done = 0, inBin = 0, scores = 0, hits = 0, error = 0;
        var full = 0;
        for (var i = 0; i < _sorted.Length; i++)
        {
            var (score, isClass, image) = _sorted[i];
            inBin += weights[image];
            scores += weights[image] * score;
            hits += isClass ? weights[image] : 0;
            var tied = i + 1 < _sorted.Length && _sorted[i + 1].Score == score;
            if (inBin == 0 || tied || done + inBin < (full + 1.0) * all / _bins)
                continue;
            error += Math.Abs(scores - hits);
            done += inBin;
            full++;
            inBin = scores = hits = 0;
        }
        return error / all;
    }
}
