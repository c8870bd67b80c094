using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// The Fréchet distance of infinitely many images (Chong and Forsyth 2020): a line through the distances of subsets against one
/// over their size, read at 0. That the bias falls as one over the size holds only where subsets are many times as large as the features
/// are wide; below, the line overshoots.
/// </summary>
internal static class FrechetExtrapolation
{
    private const int Sizes = 15, FewestPerFeature = 2;

    /// <returns>Null where even all images are too few.</returns>
    public static double? Of(Tensor real, Tensor synthetic, Seed seed)
    {
        var count = (int)Math.Min(real.shape[0], synthetic.shape[0]);
        if (count < FewestPerFeature * real.shape[1])
            return null;
        var points = Enumerable.Range(0, Sizes).Select(i =>
        {
            using var scope = NewDisposeScope();
            var size = count / 2 + (count - count / 2) * i / (Sizes - 1);
            var drawn = seed.For(i);
            return (X: 1.0 / size, Y: FrechetDistance.Of(Some(real, size, drawn.For("real")), Some(synthetic, size, drawn.For("synthetic"))));
        }).ToArray();
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var slope = points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));
        return y - slope * x;
    }

    private static Tensor Some(Tensor features, int count, Seed seed)
    {
        var rows = Enumerable.Range(0, (int)features.shape[0]).ToArray();
        seed.Random().Permute(rows);
        return features.index_select(0, tensor(rows[..count].Select(r => (long)r).ToArray()));
    }
}
