using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Metrics;

/// <summary>
/// Inception score of Salimans et al. (2016): exp E KL(p(y|x) || p(y)), from 1 to the number of classes, of all images at once (Barratt and
/// Sharma 2018) rather than as a mean over ten parts. It asks how surely and how variously a network of photographs sorts the images into
/// its own thousand classes, and never looks at real ones: for radiographs it means little, and is here to be compared with others' numbers.
/// </summary>
public static class InceptionScore
{
    /// <summary>The score, and its 95 % interval by the infinitesimal jackknife on the logarithm.</summary>
    /// <param name="logits">[N,K] floating point, at least one row.</param>
    /// <param name="groups">Whose image each is; each alone where null.</param>
    public static (double Score, Interval Interval) Of(Tensor logits, IReadOnlyList<string>? groups = null)
    {
        Shapes.Require(logits, [-1, -1]);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var log = nn.functional.log_softmax(logits.to(ScalarType.Float64), 1);
        // [N]: how far each image's classes are from all images'. Its mean is the logarithm of the score, and its own derivative.
        var divergence = (log.exp() * (log - log.exp().mean([0]).log())).sum(1).data<double>().ToArray();
        var mean = divergence.Average();
        var interval = Interval.Around(mean, Influence.StandardError(
            [.. divergence.Select(d => d - mean)], groups ?? [.. divergence.Select((_, i) => $"{i}")]));
        return (Math.Exp(mean), new(Math.Exp(interval.Low), Math.Exp(interval.High)));
    }
}
