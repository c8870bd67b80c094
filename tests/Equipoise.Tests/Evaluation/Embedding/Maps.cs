using Equipoise.Common;
using Equipoise.Evaluation.Embedding;
using static TorchSharp.torch;

namespace Equipoise.Tests.Evaluation.Embedding;

/// <summary>Points in the plane and in space.</summary>
internal static class Maps
{
    /// <summary>Points in a square, half of them in three dense clusters.</summary>
    public static Plane Clustered(int points, float extent, ulong seed = 1)
    {
        var (plane, random) = (new Plane(points), new Seed(seed).Random());
        for (var i = 0; i < points; i++)
        {
            var dense = i % 2 == 0;
            plane.X[i] = (float)(extent * (dense ? 0.3 * (i % 3) + 0.05 * random.NextDouble() : random.NextDouble()));
            plane.Y[i] = (float)(extent * (dense ? 0.2 * (i % 3) + 0.05 * random.NextDouble() : random.NextDouble()));
        }
        return plane;
    }

    /// <summary>The formula of tools/reference/tsne.py.</summary>
    public static double[,] Waves(int rows, int columns, int clusters, double spread)
    {
        var waves = new double[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var d = 0; d < columns; d++)
                waves[i, d] = 3 * Math.Sin(1.7 * (i % clusters) * (d + 1) + d)
                    + spread * Math.Sin(12.9898 * (i + 1) + 78.233 * (d + 1) + 0.37 * (i + 1) * (d + 1));
        return waves;
    }

    public static float[,] Single(double[,] values)
    {
        var single = new float[values.GetLength(0), values.GetLength(1)];
        for (var i = 0; i < single.GetLength(0); i++)
            for (var d = 0; d < single.GetLength(1); d++)
                single[i, d] = (float)values[i, d];
        return single;
    }

    public static Plane Plane(float[,] coordinates)
    {
        var plane = new Plane(coordinates.GetLength(0));
        for (var i = 0; i < plane.Points; i++)
            (plane.X[i], plane.Y[i]) = (coordinates[i, 0], coordinates[i, 1]);
        return plane;
    }

    /// <summary>Affinities of all pairs, however far.</summary>
    public static Affinities AllPairs(double[,] features, double perplexity) =>
        Affinities.From(NearestNeighbours.Find(Single(features), features.GetLength(0) - 1, TestContext.Current.CancellationToken), perplexity);

    public static Tensor Gaussians(int points, int columns, ulong seed, int clusters = 1, double distance = 0)
    {
        var random = new Seed(seed).Random();
        var features = new float[points, columns];
        for (var i = 0; i < points; i++)
            for (var d = 0; d < columns; d++)
                features[i, d] = (float)(random.NextGaussian() + (i % clusters == d ? distance : 0));
        return tensor(features);
    }
}
