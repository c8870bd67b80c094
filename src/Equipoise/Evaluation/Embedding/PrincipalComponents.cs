using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation.Embedding;

/// <summary>Principal component analysis through the smaller of the two Gram matrices, in double precision.</summary>
internal static class PrincipalComponents
{
    /// <summary>
    /// Coordinates of the rows along the directions of greatest variance, widest first. A direction's sign is such that the
    /// row furthest along it has a positive coordinate.
    /// </summary>
    /// <param name="centred">[N,D] float64, of which every column has mean 0.</param>
    /// <param name="count">At most min(N,D).</param>
    /// <returns>[N,count] float64.</returns>
    public static Tensor Scores(Tensor centred, int count)
    {
        using var scope = NewDisposeScope();
        var wide = centred.shape[0] < centred.shape[1];
        var gram = wide ? centred.mm(centred.t()) : centred.t().mm(centred);
        var (values, vectors) = linalg.eigh(gram); // ascending
        var (size, leading) = (gram.shape[0], vectors.narrow(1, gram.shape[0] - count, count).flip(1));
        var scores = wide
            ? leading * values.narrow(0, size - count, count).flip(0).AtLeast(0).sqrt()
            : centred.mm(leading); // [N,count]
        var furthest = scores.gather(0, scores.abs().argmax(0, keepdim: true));
        return (scores * where(furthest < Number.Zero, -1.0, 1.0)).MoveToOuterDisposeScope();
    }
}
