using Equipoise.Imaging;

namespace Equipoise.Audit;

/// <summary>How a class's mean image differs from the mean of all other images, in pooled standard deviations of a pixel (Cohen's d).</summary>
/// <param name="Class">The class.</param>
/// <param name="Middle">Mean absolute difference within the middle of the picture.</param>
/// <param name="Edge">The same in the outer eighth on every side.</param>
/// <param name="Sentence">What that suggests.</param>
public sealed record MeanDifference(string Class, double Middle, double Edge, string Sentence);

/// <summary>
/// Sums of images per class and pixel, from which mean and difference images follow. Images are stretched to one square, so
/// that nothing but the picture counts. Sums are whole numbers: the order of adding does not matter.
/// </summary>
internal sealed class ClassMeans(IReadOnlyList<string> classNames)
{
    public const int Side = 96;
    private const int Pixels = Side * Side;

    // Below this a difference is of the size that chance makes, or too small to see.
    private const double Small = 0.2;

    private readonly long[][] _sums = [.. classNames.Select(_ => new long[Pixels])];
    private readonly long[][] _squares = [.. classNames.Select(_ => new long[Pixels])];
    private readonly int[] _images = new int[classNames.Count];

    /// <summary>Adds an image; safe to call from several threads.</summary>
    /// <param name="grey">[H,W,1] uint8.</param>
    public void Add(int label, RawImage grey)
    {
        var pixels = Resampler.Resize(grey, Side, Side).Pixels;
        lock (_sums[label])
        {
            _images[label]++;
            for (var i = 0; i < Pixels; i++)
            {
                _sums[label][i] += pixels[i];
                _squares[label][i] += pixels[i] * pixels[i];
            }
        }
    }

    /// <summary>The mean image of a class, [Side,Side] uint8; black where it has no image.</summary>
    public byte[] Mean(int label) => [.. _sums[label].Select(s => (byte)(_images[label] == 0 ? 0 : s / (double)_images[label] + 0.5))];

    /// <summary>Per pixel the class's mean less the others', over the pooled standard deviation; 0 where either side has less than two images.</summary>
    public double[] Difference(int label)
    {
        var (n, rest) = (_images[label], _images.Sum() - _images[label]);
        var d = new double[Pixels];
        if (n < 2 || rest < 2)
            return d;
        for (var i = 0; i < Pixels; i++)
        {
            var (sum, square) = (_sums.Sum(s => s[i]) - _sums[label][i], _squares.Sum(s => s[i]) - _squares[label][i]);
            var (a, b) = (_sums[label][i] / (double)n, sum / (double)rest);
            var within = _squares[label][i] - n * a * a + square - rest * b * b;
            // A grey level of noise at least, so that a constant frame does not divide by nothing.
            d[i] = (a - b) / Math.Sqrt(within / (n + rest - 2) + 1);
        }
        return d;
    }

    /// <summary>Where the class differs from the others, and what that suggests.</summary>
    public MeanDifference Describe(int label)
    {
        const int Margin = Side / 8;
        var d = Difference(label);
        bool AtEdge(int i) => Math.Min(Math.Min(i % Side, Side - 1 - i % Side), Math.Min(i / Side, Side - 1 - i / Side)) < Margin;
        var (edge, middle) = (Average(AtEdge), Average(i => !AtEdge(i)));
        var name = classNames[label];
        return new MeanDifference(name, middle, edge, Math.Max(edge, middle) < Small
            ? $"On average {name} looks much like the other classes."
            : edge > 1.25 * middle
                ? $"{name} differs from the other classes most at the edge of the picture, where there is no lung: look at framing, collimation and markers."
                : middle > 1.25 * edge
                    ? $"{name} differs from the other classes most in the middle of the picture, as a disease would."
                    : $"{name} differs from the other classes all over the picture, at the edge as much as in the middle: look at exposure and processing.");

        double Average(Func<int, bool> those) => Enumerable.Range(0, Pixels).Where(those).Average(i => Math.Abs(d[i]));
    }
}
