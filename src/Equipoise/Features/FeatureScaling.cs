using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Features;

/// <summary>
/// Brings features to one scale, for metrics that would else hear only the loudest: each column less its mean, divided by
/// its standard deviation (of the population, as NumPy's default). Fitted on real images only and applied to real and synthetic
/// ones alike, so that a synthetic set cannot choose the scale it is judged on.
/// </summary>
public sealed class FeatureScaling
{
    // What varies less than float32 rounds, or double on values about 1, does not vary.
    private const double Precision = 1.2e-7, Least = 1e-14;

    private readonly double[] _mean, _deviation;

    private FeatureScaling(double[] mean, double[] deviation) => (_mean, _deviation) = (mean, deviation);

    /// <summary>Mean and standard deviation of every column; 1 for the deviation of a column without spread.</summary>
    /// <param name="real">[N,D] floating point, at least one row.</param>
    /// <exception cref="ArgumentException">No rows, or no matrix.</exception>
    public static FeatureScaling Fit(Tensor real)
    {
        Shapes.Require(real, [-1, -1]);
        if (real.shape[0] == 0)
            throw new ArgumentException("No rows to fit the scale of features to.", nameof(real));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = real.to(ScalarType.Float64);
        var mean = x.mean([0]);
        var deviation = (x - mean).Squared().mean([0]).sqrt();
        var flat = deviation <= ((Number)Precision * x.abs().amax([0])).AtLeast(Least);
        return new FeatureScaling(Numbers(mean), Numbers(deviation.FillInPlace(flat, 1)));
    }

    /// <summary>The same features on the fitted scale.</summary>
    /// <param name="features">[N,D] floating point, D as fitted.</param>
    /// <returns>[N,D] of the same type on the same device; the caller owns it.</returns>
    /// <exception cref="ArgumentException">Another number of columns.</exception>
    public Tensor Apply(Tensor features)
    {
        Shapes.Require(features, [-1, _mean.Length]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (mean, deviation) = (tensor(_mean).to(features.device), tensor(_deviation).to(features.device));
        return ((features.to(ScalarType.Float64) - mean) / deviation).to(features.dtype).MoveToOuterDisposeScope();
    }

    private static double[] Numbers(Tensor tensor) => tensor.cpu().contiguous().data<double>().ToArray();
}
