namespace Equipoise.Statistics;

/// <summary>How many images of each class were given each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[,] _counts;

    private ConfusionMatrix(double[,] counts) => _counts = counts;

    /// <summary>Of what scores highest; of several, the first class.</summary>
    /// <param name="weights">How often each image counts, for resampling; null for once each.</param>
    public static ConfusionMatrix Of(IReadOnlyList<ScoredImage> images, IReadOnlyList<int>? weights = null)
    {
        var classes = images[0].Scores.Count;
        var counts = new double[classes, classes];
        for (var i = 0; i < images.Count; i++)
            counts[images[i].Label, Highest(images[i].Scores)] += weights?[i] ?? 1;
        return new(counts);
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>Images of class <paramref name="actual"/> that were given class <paramref name="predicted"/>.</summary>
    public double this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The share of a class that was given that class: its recall; NaN for a class without images.</summary>
    public double Sensitivity(int label) => _counts[label, label] / Row(label);

    /// <summary>The share of the other images that were not given this class; NaN if there are none.</summary>
    public double Specificity(int label) =>
        Enumerable.Range(0, Classes).Where(c => c != label).Sum(c => Row(c) - _counts[c, label])
        / Enumerable.Range(0, Classes).Where(c => c != label).Sum(Row);

    /// <summary>Of the images given a class, the share that is of it; NaN for a class given to none.</summary>
    public double Precision(int label) => _counts[label, label] / Enumerable.Range(0, Classes).Sum(c => _counts[c, label]);

    /// <summary>Mean sensitivity over the classes that have images: chance is one over their number, however rare they are.</summary>
    public double BalancedAccuracy =>
        Enumerable.Range(0, Classes).Select(Sensitivity).Where(s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The share of images that were given their class.</summary>
    public double Accuracy => Enumerable.Range(0, Classes).Sum(c => _counts[c, c]) / Enumerable.Range(0, Classes).Sum(Row);

    private double Row(int label) => Enumerable.Range(0, Classes).Sum(p => _counts[label, p]);

    private static int Highest(IReadOnlyList<double> scores)
    {
        var best = 0;
        for (var c = 1; c < scores.Count; c++)
            if (scores[c] > scores[best])
                best = c;
        return best;
    }
}
