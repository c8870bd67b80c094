using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Generators.Gans;

/// <summary>
/// A normal distribution of the encoded training images of each class, from which BAGAN draws its latents (Mariani et al.
/// 2018). With fewer images than latent dimensions the empirical covariance is singular, so each is shrunk towards a multiple
/// of the identity (Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices"); the
/// authors do not. All tensors are float64 on the CPU.
/// </summary>
internal sealed class ClassGaussians : IDisposable
{
    // Below, no shrinkage can be estimated: the deviations of two images from their mean differ in sign only.
    private const int FewestImages = 3;

    // Added to the variances before the factors are taken, in parts of their mean and absolutely: the covariance of
    // duplicates, or of an encoder that gives the same for all, has no Cholesky factor.
    private const double RelativeFloor = 1e-10, Floor = 1e-12;

    private ClassGaussians(Tensor means, Tensor covariances, Tensor factors, IReadOnlyList<double> shrinkages) =>
        (Means, Covariances, Factors, Shrinkages) = (means, covariances, factors, shrinkages);

    /// <summary>[K,Z]; a class without images has the mean of all.</summary>
    public Tensor Means { get; }

    /// <summary>[K,Z,Z]; a class of fewer than three images has the pooled within-class covariance, shrunk in the same way.</summary>
    public Tensor Covariances { get; }

    /// <summary>[K,Z,Z], lower triangular; each times its transpose is the covariance.</summary>
    public Tensor Factors { get; }

    /// <summary>Per class the weight of the identity, between 0 and 1.</summary>
    public IReadOnlyList<double> Shrinkages { get; }

    /// <param name="latents">[N,Z], finite; some class must have two images.</param>
    /// <param name="labels">[N] int64, from 0 below <paramref name="classes"/>.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, a latent is not finite, or no class has two images.</exception>
    public static ClassGaussians Fit(Tensor latents, Tensor labels, int classes)
    {
        Shapes.Require(latents, [-1, -1]);
        Shapes.Require(labels, [latents.shape[0]]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var x = latents.to(ScalarType.Float64, CPU);
        if (!x.isfinite().all().item<bool>())
            throw new ArgumentException("Some latents are not finite.", nameof(latents));
        var y = labels.cpu();
        var perClass = Enumerable.Range(0, classes).Select(c => x[y.EqualTo(c)]).ToList(); // K of [N_c,Z]
        var means = perClass.Select(z => (z.shape[0] > 0 ? z : x).mean([0])).ToList();
        var deviations = perClass.Zip(means, (z, mean) => z - mean).ToList();
        var several = deviations.Where(d => d.shape[0] > 1).ToList();
        if (several.Count == 0)
            throw new ArgumentException("No class has two images, so that nothing is known about how images vary.", nameof(labels));
        var pooled = LedoitWolf(cat(several));
        var estimates = deviations.Select(d => d.shape[0] < FewestImages ? pooled : LedoitWolf(d)).ToList();
        var covariances = stack(estimates.Select(e => e.Covariance));
        return new ClassGaussians(
            stack(means).DetachFromDisposeScope(), covariances.DetachFromDisposeScope(),
            Factor(covariances).DetachFromDisposeScope(), [.. estimates.Select(e => e.Shrinkage)]);
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { Means, Covariances, Factors })
            tensor.Dispose();
    }

    // In the paper's terms: m is the mean variance, d2 how far the empirical covariance S is from m I, b2 how uncertain S is;
    // (1 - b2 / d2) S + b2 / d2 m I. Deviations [N,Z] are from known means. Norms are Frobenius', without the paper's 1 / Z,
    // which cancels.
    private static (Tensor Covariance, double Shrinkage) LedoitWolf(Tensor deviations)
    {
        var (n, size) = (deviations.shape[0], deviations.shape[1]);
        var s = deviations.t().mm(deviations) / (Number)n;
        var target = s.trace() / (Number)size * eye(size, dtype: ScalarType.Float64);
        var d2 = (s - target).Squared().sum().item<double>();
        // The sum of ||x x' - S||^2 over images, multiplied out.
        var scatter = deviations.Squared().sum(1).Squared().sum() - (Number)n * s.Squared().sum();
        var b2 = Math.Clamp(scatter.item<double>() / n / n, 0, d2);
        var shrinkage = d2 > 0 ? b2 / d2 : 0;
        return (((Number)(1 - shrinkage) * s).Plus((Number)shrinkage * target), shrinkage);
    }

    private static Tensor Factor(Tensor covariances)
    {
        var variances = covariances.diagonal(0, 1, 2).mean([1], keepdim: true).unsqueeze(-1); // [K,1,1]
        var floor = (variances * (Number)RelativeFloor + (Number)Floor) * eye(covariances.shape[1], dtype: ScalarType.Float64);
        return linalg.cholesky(covariances.Plus(floor));
    }
}
