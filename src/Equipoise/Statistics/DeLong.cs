using Equipoise.Common;

namespace Equipoise.Statistics;

/// <summary>
/// Variances and covariances of areas under the ROC curve of several classifiers on the same cases, without resampling
/// (DeLong, DeLong and Clarke-Pearson 1988). Where cases belong to groups, such as the images of a patient, the variance is
/// that of Obuchowski (1997): groups are independent, cases within one need not be. Without groups the two are the same.
/// </summary>
public sealed class DeLong
{
    private readonly double[,] _covariance;

    /// <param name="classifiers">For each classifier a score per case; higher means more positive.</param>
    /// <param name="positive">Which cases are positive.</param>
    /// <param name="groups">The group of each case; null if each stands for itself.</param>
    /// <exception cref="ArgumentException">Lengths differ, a score is NaN, or there are not two groups with a positive and two
    /// with a negative.</exception>
    public DeLong(IReadOnlyList<IReadOnlyList<double>> classifiers, IReadOnlyList<bool> positive, IReadOnlyList<string>? groups = null)
    {
        if (classifiers.FirstOrDefault(c => c.Count != positive.Count) is { } odd)
            throw new ArgumentException($"{odd.Count} scores for {positive.Count} cases.", nameof(classifiers));
        if (classifiers.Any(c => c.Any(double.IsNaN)))
            throw new ArgumentException("A score is NaN.", nameof(classifiers));
        var members = Enumerable.Range(0, positive.Count).GroupBy(i => groups?[i] ?? $"{i}").Select(g => g.ToArray()).ToArray();
        double withPositive = members.Count(g => g.Any(i => positive[i])), withNegative = members.Count(g => g.Any(i => !positive[i]));
        if (withPositive < 2 || withNegative < 2)
            throw new ArgumentException("A variance needs two groups with a positive case and two with a negative one.", nameof(positive));

        var placements = classifiers.Select(c => Placements.Of(c, positive)).ToArray();
        Areas = [.. placements.Select(p => positive.Select((is1, i) => is1 ? p[i] : 0).Sum() / positive.Count(is1 => is1))];
        // Per group: the sum, over its positives and over its negatives, of how far their placements are from the area.
        var sums = placements.Select((p, c) => members.Select(g => (
            Positive: g.Where(i => positive[i]).Sum(i => p[i] - Areas[c]),
            Negative: g.Where(i => !positive[i]).Sum(i => p[i] - Areas[c]))).ToArray()).ToArray();
        double m = positive.Count(is1 => is1), n = positive.Count - m, all = members.Length;
        _covariance = new double[classifiers.Count, classifiers.Count];
        for (var a = 0; a < classifiers.Count; a++)
            for (var b = 0; b < classifiers.Count; b++)
            {
                double positives = 0, negatives = 0, across = 0;
                foreach (var (x, y) in sums[a].Zip(sums[b]))
                {
                    positives += x.Positive * y.Positive;
                    negatives += x.Negative * y.Negative;
                    across += x.Positive * y.Negative + x.Negative * y.Positive;
                }
                _covariance[a, b] = withPositive / (withPositive - 1) * positives / (m * m)
                    + withNegative / (withNegative - 1) * negatives / (n * n) + all / (all - 1) * across / (m * n);
            }
    }

    /// <summary>The area of each classifier, ties counting half.</summary>
    public IReadOnlyList<double> Areas { get; }

    /// <summary>The covariance of two classifiers' areas; a variance if they are the same.</summary>
    public double Covariance(int a, int b) => _covariance[a, b];

    /// <summary>The 95 % interval of an area, cut off at 0 and 1. It is a point where the classes do not overlap; see
    /// <see cref="NewcombeInterval"/>.</summary>
    public (double Low, double High) Interval(int classifier)
    {
        var reach = Normal.Z95 * Math.Sqrt(Math.Max(0, _covariance[classifier, classifier]));
        return (Math.Max(0, Areas[classifier] - reach), Math.Min(1, Areas[classifier] + reach));
    }

    /// <summary>Tests whether two classifiers have the same area.</summary>
    public PairedDifference Compare(int a, int b)
    {
        var variance = Math.Max(0, _covariance[a, a] + _covariance[b, b] - 2 * _covariance[a, b]);
        var (difference, error) = (Areas[a] - Areas[b], Math.Sqrt(variance));
        // Equal scores differ by nothing, not by 0/0; a difference without variance is beyond doubt.
        var p = Math.Abs(difference) < 1e-12 ? 1 : error == 0 ? 0 : Normal.TwoSided(difference / error);
        return new(difference, error, p);
    }
}
