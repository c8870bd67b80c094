using Equipoise.Common;
using static Equipoise.Common.Number;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// The Fréchet distance with the influence of every image on it. As an image a of the first set gains weight, its covariance S1
/// moves towards a a', and tr (S1 S2)^(1/2) by half of a' T a, where T = S1^(-1/2) (S1^(1/2) S2 S1^(1/2))^(1/2) S1^(-1/2) is the
/// linear map that carries the first normal distribution to the second (Olkin and Pukelsheim 1982).
/// </summary>
internal static class FrechetInfluence
{
    // Singular values below this share of the largest are rounding.
    private const double Rounding = 1e-10;

    /// <param name="real">[N,D] float64.</param>
    /// <param name="synthetic">[M,D] float64.</param>
    public static (double Value, double[] Real, double[] Synthetic) Of(Tensor real, Tensor synthetic)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (n, m) = (real.shape[0], synthetic.shape[0]);
        var shift = real.mean([0]) - synthetic.mean([0]);
        var (a, b) = (real - real.mean([0]), synthetic - synthetic.mean([0]));
        var (cross, ofA, ofB) = Math.Min(n, m) > real.shape[1] ? InFeatures(a, b) : InImages(a, b);
        var (traceA, traceB) = (a.Squared().sum().item<double>() / (n - 1), b.Squared().sum().item<double>() / (m - 1));
        var value = shift.Squared().sum().item<double>() + traceA + traceB - 2 * cross;
        return (Math.Max(0, value), One(a, shift, ofA, traceA, cross), One(b, -shift, ofB, traceB, cross));
    }

    // The sum of both traces' and the mean's parts.
    private static double[] One(Tensor a, Tensor shift, Tensor carried, double trace, double cross)
    {
        Number unbiased = a.shape[0] / (a.shape[0] - 1.0);
        var own = (Two * a.mv(shift)).Plus(unbiased * a.Squared().sum(1)) - (Number)trace;
        return (own - (unbiased * carried - (Number)cross)).data<double>().ToArray();
    }

    // A B' = U s V': a' T a is the diagonal of U s U' up to scale, and likewise for b.
    private static (double Cross, Tensor A, Tensor B) InImages(Tensor a, Tensor b)
    {
        var (n, m) = (a.shape[0] - 1.0, b.shape[0] - 1.0);
        var (u, s, vt) = linalg.svd(a.mm(b.t()), fullMatrices: false);
        Number ofA = Math.Sqrt(n / m), ofB = Math.Sqrt(m / n);
        return (s.sum().item<double>() / Math.Sqrt(n * m), u.Squared().mv(s) * ofA, vt.Squared().t().mv(s) * ofB);
    }

    // With S1^(1/2) S2 S1^(1/2) = W l W': a' T a = |l^(1/4) W' S1^(-1/2) a|^2, b' T^-1 b = |l^(-1/4) W' S1^(1/2) b|^2.
    private static (double Cross, Tensor A, Tensor B) InFeatures(Tensor a, Tensor b)
    {
        var (values, vectors) = linalg.eigh(a.t().mm(a).OverInPlace(a.shape[0] - 1.0));
        var root = values.AtLeast(0).sqrt();
        var half = (vectors * root).mm(vectors.t());
        var inverse = (vectors * Inverse(root)).mm(vectors.t());
        var (l, w) = linalg.eigh(half.mm(b.t().mm(b).OverInPlace(b.shape[0] - 1.0)).mm(half));
        var s = l.AtLeast(0).sqrt();
        return (s.sum().item<double>(), a.mm(inverse.mm(w)).Squared().mv(s), b.mm(half.mm(w)).Squared().mv(Inverse(s)));
    }

    private static Tensor Inverse(Tensor values) =>
        where(values > (Number)Rounding * values.max(), Number.One / values, zeros_like(values));
}
