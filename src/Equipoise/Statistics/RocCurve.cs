namespace Equipoise.Statistics;

/// <summary>A point of a ROC curve.</summary>
/// <param name="Fpr">False-positive rate, in [0,1].</param>
/// <param name="Tpr">True-positive rate, in [0,1].</param>
public readonly record struct RocPoint(double Fpr, double Tpr);

/// <summary>An empirical ROC curve from (0,0) to (1,1), straight between its points.</summary>
/// <param name="Points">From the strictest threshold to the laxest; neither rate ever falls.</param>
public sealed record RocCurve(IReadOnlyList<RocPoint> Points)
{
    /// <summary>
    /// The curve of these scores. Images of one score cross the threshold together, so a tie of both kinds is one
    /// slanted segment; the area under the result is the Mann-Whitney statistic with ties counted half.
    /// </summary>
    /// <param name="scores">Higher means more likely positive.</param>
    /// <param name="positives">Whether each image is positive.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or one of the two kinds is absent.</exception>
    public static RocCurve Of(IReadOnlyList<double> scores, IReadOnlyList<bool> positives)
    {
        if (scores.Count != positives.Count)
            throw new ArgumentException($"{scores.Count} scores, but {positives.Count} labels.", nameof(positives));
        if (scores.Any(double.IsNaN))
            throw new ArgumentException("A score is NaN.", nameof(scores));
        double all = positives.Count(p => p), none = positives.Count - all;
        if (all == 0 || none == 0)
            throw new ArgumentException("A ROC curve needs images of both kinds.", nameof(positives));

        var points = new List<RocPoint> { new(0, 0) };
        int hits = 0, alarms = 0;
        foreach (var tie in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            foreach (var i in tie)
                _ = positives[i] ? hits++ : alarms++;
            var next = new RocPoint(alarms / none, hits / all);
            if (points.Count > 1 && Straight(points[^2], points[^1], next))
                points[^1] = next;
            else
                points.Add(next);
        }
        return new RocCurve(points);
    }

    /// <summary>The true-positive rate at a false-positive rate; the highest where the curve stands upright.</summary>
    public double TprAt(double fpr)
    {
        int i = 0, end = Points.Count;
        while (end - i > 1)
            if ((i + end) / 2 is var middle && Points[middle].Fpr <= fpr)
                i = middle;
            else
                end = middle;
        if (i + 1 == Points.Count)
            return Points[i].Tpr;
        var (a, b) = (Points[i], Points[i + 1]);
        return a.Tpr + (b.Tpr - a.Tpr) * (fpr - a.Fpr) / (b.Fpr - a.Fpr);
    }

    /// <summary>The vertical average of curves (Fawcett 2006) on an even grid of false-positive rates.</summary>
    /// <param name="intervals">Steps of the grid.</param>
    public static RocCurve Mean(IReadOnlyCollection<RocCurve> curves, int intervals = 100)
    {
        var points = Enumerable.Range(0, intervals + 1).Select(i => (double)i / intervals)
            .Select(fpr => new RocPoint(fpr, curves.Average(c => c.TprAt(fpr))));
        return new RocCurve([new(0, 0), .. points]);
    }

    // Only exact runs along an axis are merged, so that no rounding moves a corner.
    private static bool Straight(RocPoint a, RocPoint b, RocPoint c) =>
        (a.Fpr == b.Fpr && b.Fpr == c.Fpr) || (a.Tpr == b.Tpr && b.Tpr == c.Tpr);
}
