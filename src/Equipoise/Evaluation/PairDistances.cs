using Equipoise.Common;
using static TorchSharp.torch;

namespace Equipoise.Evaluation;

/// <summary>
/// Euclidean distances between the rows of two matrices, some rows at a time, so that the whole never is in memory. Squared
/// ones come from products of matrices, in single precision where there are many; rows that are equal up to rounding have
/// distance 0.
/// </summary>
internal sealed class PairDistances : IDisposable
{
    private const int Rows = 512;

    // Above this many multiplications single precision pays.
    private const double Many = 2e10;

    private readonly Tensor _x, _y, _xSquares, _ySquares;
    private readonly double _rounding;

    /// <param name="x">[N,D].</param>
    /// <param name="y">[M,D].</param>
    public PairDistances(Tensor x, Tensor y)
    {
        var single = (double)x.shape[0] * y.shape[0] * x.shape[1] > Many;
        var type = single ? ScalarType.Float32 : ScalarType.Float64;
        _rounding = single ? 1e-6 : 1e-13;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        // Far from the origin the products would cancel.
        var centre = y.mean([0]);
        _y = From(y, centre, type).DetachFromDisposeScope();
        _x = ReferenceEquals(x, y) ? _y.alias().DetachFromDisposeScope() : From(x, centre, type).DetachFromDisposeScope();
        (_xSquares, _ySquares) = (Squares(_x).unsqueeze(1).DetachFromDisposeScope(), Squares(_y).DetachFromDisposeScope());
    }

    /// <summary>Calls with the number of the first row of x and the distances [R,M] from some rows on to all of y, which live
    /// for the call.</summary>
    public void Each(Action<int, Tensor> use)
    {
        using var noGrad = no_grad();
        for (var from = 0; from < _x.shape[0]; from += Rows)
        {
            using var scope = NewDisposeScope();
            var to = (int)Math.Min(_x.shape[0], from + Rows);
            var scale = _xSquares[from..to].Plus(_ySquares);
            var squared = addmm(scale, _x[from..to], _y.t(), beta: 1, alpha: -2);
            squared.FillInPlace(squared.less(scale.TimesInPlace(_rounding)), 0);
            use(from, squared.sqrt_());
        }
    }

    // Some rows at a time, so that there is no second copy of them all.
    private static Tensor From(Tensor x, Tensor centre, ScalarType type)
    {
        var from = empty(x.shape, type);
        for (var row = 0; row < x.shape[0]; row += Rows)
        {
            using var scope = NewDisposeScope();
            var to = Math.Min(x.shape[0], row + Rows);
            from[row..(int)to].copy_(x[row..(int)to] - centre);
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
