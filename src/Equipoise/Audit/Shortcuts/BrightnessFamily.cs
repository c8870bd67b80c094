using Equipoise.Common;

namespace Equipoise.Audit.Shortcuts;

/// <summary>The histogram of grey levels: exposure, and traces of a stretched contrast.</summary>
[Named("brightness", "the histogram: percentiles, entropy, gaps and combs")]
public sealed class BrightnessFamily : IShortcutFamily
{
    private static readonly double[] Percentiles = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    public ShortcutKind Kind => ShortcutKind.Appearance;

    public string Subject => "the brightness";

    public int Width => Percentiles.Length + 10;

    public void Measure(ProbedImage image, Span<double> features)
    {
        var share = Histogram(image.Grey.Pixels);
        var (first, last) = (Array.FindIndex(share, s => s > 0), Array.FindLastIndex(share, s => s > 0));
        var distinct = share.Count(s => s > 0);
        var mean = 0.0;
        for (var v = first; v <= last; v++)
            mean += v * share[v];
        features[0] = mean;
        features[1] = Math.Sqrt(share.Select((s, v) => s * (v - mean) * (v - mean)).Sum());
        features[2] = -share.Where(s => s > 0).Sum(s => s * Math.Log2(s));
        features[3] = distinct;
        features[4] = 1 - (double)distinct / (last - first + 1);
        features[5] = Comb(share, first, last);
        features[6] = first;
        features[7] = last;
        features[8] = share[0];
        features[9] = share[255];
        for (var i = 0; i < Percentiles.Length; i++)
            features[10 + i] = Percentile(share, Percentiles[i]);
    }

    // [256], summing to 1.
    private static double[] Histogram(byte[] pixels)
    {
        var counts = new int[256];
        foreach (var v in pixels)
            counts[v]++;
        return [.. counts.Select(c => (double)c / pixels.Length)];
    }

    // How far levels stand off the mean of their neighbours: near 0 for a smooth histogram, large for one that was stretched.
    private static double Comb(double[] share, int first, int last)
    {
        var sum = 0.0;
        for (var v = first + 1; v < last; v++)
            sum += Math.Abs(share[v] - (share[v - 1] + share[v + 1]) / 2);
        return sum;
    }

    private static double Percentile(double[] share, double p)
    {
        var below = 0.0;
        for (var v = 0; v < 255; v++)
            if ((below += share[v]) >= p)
                return v;
        return 255;
    }
}
