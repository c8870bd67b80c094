using System.Globalization;
using Equipoise.Common;
using Equipoise.Statistics;

namespace Equipoise.Evaluation.Memorisation;

/// <summary>
/// Whether synthetic images are copies of those that their generator was trained on. All tests compare them with real images of
/// other patients, which cannot be copies: what is as near to the training images as these are is near by chance.
/// </summary>
public static class MemorisationCheck
{
    /// <summary>The share of held-out images that are nearer to a training image than the threshold, in features and in pixels each.</summary>
    public const double NearShare = 0.025;

    /// <summary>Fewest training, held-out and synthetic images.</summary>
    public const int FewestImages = 10;

    /// <summary>All tests.</summary>
    /// <param name="training">What the generator was trained on.</param>
    /// <param name="heldOut">Real images of other patients.</param>
    /// <param name="more">Findings from elsewhere, to stand below.</param>
    /// <exception cref="ArgumentException">One of them has fewer than <see cref="FewestImages"/>, or features of another width.</exception>
    public static MemorisationResult Of(
        MemorisationSample training, MemorisationSample heldOut, MemorisationSample synthetic, IEnumerable<MemorisationFinding>? more = null)
    {
        foreach (var (name, sample) in new[] { (nameof(training), training), (nameof(heldOut), heldOut), (nameof(synthetic), synthetic) })
            if (sample.Paths.Count < FewestImages || sample.Features.Width != training.Features.Width)
                throw new ArgumentException($"{sample.Paths.Count} images of {sample.Features.Width} features.", name);
        var features = Nearest.Of(training.Features, heldOut.Features, synthetic.Features, 1);
        // Root mean square, of the grey range, which is 2 wide.
        var pixels = Nearest.Of(training.Pixels, heldOut.Pixels, synthetic.Pixels, 2 * Math.Sqrt(training.Pixels.Width));
        var near = synthetic.Paths.Select((path, i) => new NearestImage(
            path, training.Paths[features.Rows[i]], features.Synthetic[i], training.Paths[pixels.Rows[i]], pixels.Synthetic[i],
            features.IsNear(features.Synthetic[i]) || pixels.IsNear(pixels.Synthetic[i]))).ToList();
        bool[] heldOutNear = [.. features.HeldOut.Zip(pixels.HeldOut, (f, p) => features.IsNear(f) || pixels.IsNear(p))];
        return new(
            training.Paths.Count, heldOut.Paths.Count, synthetic.Paths.Count,
            [
                Copying("copying", "features", features),
                Copying("copying-pixels", "pixels", pixels),
                Authentic(training.Features, heldOut.Features, synthetic.Features),
                Near([.. near.Select(n => n.Near)], synthetic.Features.Groups, heldOutNear, heldOut.Features.Groups),
                .. more ?? [],
            ],
            [.. near.OrderByDescending(n => n.Near).ThenBy(n => Math.Min(features.Rank(n.Distance), pixels.Rank(n.PixelDistance)))]);
    }

    private static MemorisationFinding Copying(string name, string what, Nearest nearest)
    {
        var test = DataCopying.Of(nearest.HeldOut, nearest.Synthetic);
        return new(name, test.Deviate, Interval.Around(test.Deviate, 1), 0, test.Suspected, test.Suspected
            ? $"By {what}, synthetic images lie nearer to training images than real ones of other patients do: they are copies, or nearly so."
            : $"By {what}, synthetic images lie no nearer to training images than real ones of other patients do.");
    }

    private static MemorisationFinding Authentic(FeatureSet training, FeatureSet heldOut, FeatureSet synthetic)
    {
        var (share, interval) = Authenticity.Of(training.Values, synthetic.Values, synthetic.Groups);
        var (expected, around) = Authenticity.Of(training.Values, heldOut.Values, heldOut.Groups);
        var suspected = Below(share, interval, expected, around);
        return new("authenticity", share, interval, expected, suspected, string.Create(CultureInfo.InvariantCulture,
            $"{100 * share:F0} % of synthetic images are as far from their nearest training image as it is from the next; of real ones {100 * expected:F0} % are")
            + (suspected ? ": too few." : "."));
    }

    private static MemorisationFinding Near(bool[] near, IReadOnlyList<string> groups, bool[] heldOut, IReadOnlyList<string> heldOutGroups)
    {
        double share = near.Count(n => n) / (double)near.Length, expected = heldOut.Count(n => n) / (double)heldOut.Length;
        var interval = Interval.OfShare(near, groups);
        var suspected = Below(-share, new(-interval.High, -interval.Low), -expected, Negative(Interval.OfShare(heldOut, heldOutGroups)));
        return new("near-copies", share, interval, expected, suspected, string.Create(CultureInfo.InvariantCulture,
            $"{near.Count(n => n)} of {near.Length} synthetic images are nearer to a training image than nearly all real ones are ({100 * expected:F1} % of real ones are as near)")
            + (suspected ? ": too many." : "."));
    }

    // Whether one share is below another by more than chance allows, one-sided at 5 %: from the ends that face each other (Newcombe 1998).
    private static bool Below(double share, Interval interval, double other, Interval around)
    {
        var error = Math.Sqrt(Square(interval.High - share) + Square(other - around.Low)) / Normal.Z95;
        return other - share > Normal.Z95OneSided * error;
    }

    private static double Square(double x) => x * x;

    private static Interval Negative(Interval interval) => new(-interval.High, -interval.Low);

    // Distances to the nearest training image, and what is near.
    private sealed record Nearest(int[] Rows, double[] Synthetic, double[] HeldOut, double Threshold)
    {
        private readonly double[] _sorted = [.. HeldOut.Order()];

        public static Nearest Of(FeatureSet training, FeatureSet heldOut, FeatureSet synthetic, double unit)
        {
            var (rows, distances) = Neighbours.Nearest(synthetic.Values, training.Values);
            double[] ofHeldOut = [.. Neighbours.Nearest(heldOut.Values, training.Values).Distance.Select(d => d / unit)];
            return new(rows, [.. distances.Select(d => d / unit)], ofHeldOut, Quantile.Of([.. ofHeldOut.Order()], NearShare));
        }

        public bool IsNear(double distance) => distance <= Threshold;

        // The share of held-out images that are nearer: comparable between features and pixels.
        public double Rank(double distance) => _sorted.Count(d => d < distance) / (double)_sorted.Length + distance * 1e-9;
    }
}
