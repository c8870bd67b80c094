using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>Mean and covariance of features.</summary>
/// <param name="Mean">[D] float64.</param>
/// <param name="Covariance">[D,D] float64, symmetric; over N - 1 where it was estimated.</param>
public sealed record Moments(Tensor Mean, Tensor Covariance) : IDisposable
{
    /// <summary>Those of the rows.</summary>
    /// <param name="features">[N,D] floating point, at least 2 rows.</param>
    public static Moments Of(Tensor features)
    {
        Shapes.Require(features, [-1, -1]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = features.to(ScalarType.Float64);
        var mean = x.mean([0]);
        var centred = x - mean;
        return new(mean.MoveToOuterDisposeScope(), centred.t().mm(centred).OverInPlace(x.shape[0] - 1).MoveToOuterDisposeScope());
    }

    /// <summary>A matrix F with the covariance F F': Cholesky's, or the symmetric square root where the covariance is singular.</summary>
    /// <returns>[D,D].</returns>
    internal Tensor Factor()
    {
        using var scope = NewDisposeScope();
        var (lower, failed) = linalg.cholesky_ex(Covariance);
        if (failed.item<int>() == 0)
            return lower.MoveToOuterDisposeScope();
        var (values, vectors) = linalg.eigh(Covariance);
        return (vectors * values.AtLeast(0).sqrt()).mm(vectors.t()).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Mean.Dispose();
        Covariance.Dispose();
    }
}
