using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>
/// Euclidean distances between the rows of two matrices, in tiles that fit into the processor's cache, so that the whole never is
/// in memory. Squared ones come from products of matrices, in single precision where there are many; rows that are equal up to
/// rounding have distance 0.
/// </summary>
internal sealed class PairDistances : IDisposable
{
    private const int Side = 1024;

    // Above this many multiplications single precision pays.
    private const double Many = 2e10;

    private readonly Tensor _x, _y, _xSquares, _ySquares;
    private readonly double _rounding;

    /// <param name="x">[N,D].</param>
    /// <param name="y">[M,D].</param>
    public PairDistances(Tensor x, Tensor y)
    {
        var single = (double)x.shape[0] * y.shape[0] * x.shape[1] > Many;
        Type = single ? ScalarType.Float32 : ScalarType.Float64;
        _rounding = single ? 1e-6 : 1e-13;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        // Far from the origin the products would cancel.
        var centre = y.mean([0]);
        _y = From(y, centre).DetachFromDisposeScope();
        _x = ReferenceEquals(x, y) ? _y.alias().DetachFromDisposeScope() : From(x, centre).DetachFromDisposeScope();
        (_xSquares, _ySquares) = (Squares(_x).unsqueeze(1).DetachFromDisposeScope(), Squares(_y).DetachFromDisposeScope());
    }

    /// <summary>Of the distances.</summary>
    public ScalarType Type { get; }

    /// <summary>Calls for every tile with its rows of x and of y and their distances [R,S], which live for the call.</summary>
    public void Each(Action<Range, Range, Tensor> use)
    {
        foreach (var rows in Blocks(_x))
            foreach (var columns in Blocks(_y))
                Use(rows, columns, use);
    }

    /// <summary>Where x is y: likewise, but every two rows meet once; a tile of the diagonal has the same rows twice.</summary>
    public void EachPair(Action<Range, Range, Tensor> use)
    {
        foreach (var rows in Blocks(_x))
            foreach (var columns in Blocks(_y).Where(c => c.Start.Value >= rows.Start.Value))
                Use(rows, columns, use);
    }

    private static IEnumerable<Range> Blocks(Tensor all) =>
        Enumerable.Range(0, (int)all.shape[0]).Chunk(Side).Select(rows => rows[0]..(rows[^1] + 1));

    private void Use(Range rows, Range columns, Action<Range, Range, Tensor> use)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var scale = _xSquares[rows].Plus(_ySquares[columns]);
        var squared = addmm(scale, _x[rows], _y[columns].t(), beta: 1, alpha: -2);
        squared.FillInPlace(squared.less(scale.TimesInPlace(_rounding)), 0);
        use(rows, columns, squared.sqrt_());
    }

    // Some rows at a time, so that there is no second copy of them all.
    private Tensor From(Tensor x, Tensor centre)
    {
        var from = empty(x.shape, Type);
        foreach (var rows in Blocks(x))
        {
            using var scope = NewDisposeScope();
            from[rows].copy_(x[rows] - centre);
        }
        return from;
    }

    private static Tensor Squares(Tensor x) => einsum("nd,nd->n", x, x);

    public void Dispose()
    {
        foreach (var tensor in new[] { _x, _y, _xSquares, _ySquares })
            tensor.Dispose();
    }
}
