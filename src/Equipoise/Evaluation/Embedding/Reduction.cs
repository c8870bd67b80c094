using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Embedding;

/// <summary>Principal components: few in place of many features, and the first two as a start.</summary>
internal static class Reduction
{
    // Of the first component at the start.
    private const double StartDeviation = 1e-4;

    // Tells equal rows apart, and gives a second direction to points that vary in one only.
    private const double Jitter = 1e-6;

    /// <param name="features">[N,D] floating point, finite, N at least 2.</param>
    /// <param name="components">Wider features are reduced to as many principal components.</param>
    /// <returns>Features about their mean, of size 1 or so, and the start.</returns>
    public static (float[,] Features, Plane Start) Of(Tensor features, int components, Seed seed)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = features.to(ScalarType.Float64).cpu();
        // Perplexity makes up for any scale; this one keeps squares finite.
        x /= x.abs().max().AtLeast(1e-300);
        x -= x.mean([0], keepdim: true);
        var wide = x.shape[1] > components;
        var scores = PrincipalComponents.Scores(x, (int)Math.Min(wide ? components : 2, Math.Min(x.shape[0], x.shape[1])));
        return (Array(wide ? scores : x), Start(Array(scores), seed));
    }

    private static float[,] Array(Tensor matrix)
    {
        var array = new float[matrix.shape[0], matrix.shape[1]];
        var data = matrix.to(ScalarType.Float32).contiguous().data<float>().ToArray();
        Buffer.BlockCopy(data, 0, array, 0, data.Length * sizeof(float));
        return array;
    }

    private static Plane Start(float[,] scores, Seed seed)
    {
        var start = new Plane(scores.GetLength(0));
        var square = 0.0;
        for (var i = 0; i < start.Points; i++)
            square += (double)scores[i, 0] * scores[i, 0];
        var deviation = Math.Sqrt(square / start.Points);
        // Rows that are equal but for rounding start from jitter alone.
        var scale = deviation > 1e-12 ? StartDeviation / deviation : 0;
        var random = seed.For("t-SNE start").Random();
        for (var i = 0; i < start.Points; i++)
        {
            start.X[i] = (float)(scale * scores[i, 0] + Jitter * random.NextGaussian());
            start.Y[i] = (float)(scale * (scores.GetLength(1) > 1 ? scores[i, 1] : 0) + Jitter * random.NextGaussian());
        }
        return start;
    }
}
