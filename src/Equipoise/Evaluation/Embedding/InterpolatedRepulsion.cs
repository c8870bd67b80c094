using System.Runtime.Intrinsics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>
/// Repulsion through a grid, in time that grows with the number of points and the area they cover: points are spread over
/// nodes, the density is convolved with the kernels by Fourier transforms, and forces are read back at the points. As in
/// FIt-SNE (Linderman et al. 2019), with three deviations: quintic B-splines, interpolating as in smooth particle-mesh Ewald
/// (Essmann et al. 1995), in place of quadratic polynomials; one density convolved with the two components of the force in
/// place of four densities with the squared kernel; and the normalising sum taken from the spectrum.
/// </summary>
internal sealed class InterpolatedRepulsion : IRepulsion
{
    // A point's weights along x fill a vector, and so do those along y.
    private const int Lane = 8;

    private Grid _grid;
    private Convolution? _convolution;
    private float[] _density = [], _forceX = [], _forceY = [], _weights = [];
    private int[] _corners = [];

    public double Forces(Plane at, Plane forces)
    {
        Prepare(Grid.Over(at), at.Points);
        at.SumOverBlocks((from, end) => Locate(at, from, end));
        Spread(at.Points);
        var sum = _convolution!.Apply(_density, _grid.Side, _forceX, _forceY);
        at.SumOverBlocks((from, end) => Read(forces, from, end));
        return sum - at.Points; // every point's pair with itself is 1
    }

    private void Prepare(Grid grid, int points)
    {
        if (_convolution is null || grid.Length != _grid.Length || grid.Spacing != _grid.Spacing)
            _convolution = new Convolution(grid.Length, grid.Spacing);
        _grid = grid;
        var nodes = grid.Side * grid.Side + Lane;
        if (_density.Length < nodes)
            (_density, _forceX, _forceY) = (new float[nodes], new float[nodes], new float[nodes]);
        if (_corners.Length < points)
            (_corners, _weights) = (new int[points], new float[2 * Lane * points]);
    }

    private double Locate(Plane at, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var (x, y) = ((at.X[i] - _grid.Left) / _grid.Spacing, (at.Y[i] - _grid.Bottom) / _grid.Spacing);
            var (column, row) = ((int)x, (int)y);
            Spline.Weights(x - column, _weights.AsSpan(2 * Lane * i, Spline.Width));
            Spline.Weights(y - row, _weights.AsSpan(2 * Lane * i + Lane, Spline.Width));
            _corners[i] = row * _grid.Side + column;
        }
        return 0;
    }

    // In one thread, so that sums do not depend on how many there are.
    private void Spread(int points)
    {
        Array.Clear(_density, 0, _grid.Side * _grid.Side + Lane);
        for (var i = 0; i < points; i++)
        {
            var alongX = Vector256.Create(_weights, 2 * Lane * i);
            for (var row = 0; row < Spline.Width; row++)
            {
                var node = _corners[i] + row * _grid.Side;
                (Vector256.Create(_density, node) + alongX * _weights[2 * Lane * i + Lane + row]).CopyTo(_density, node);
            }
        }
    }

    private double Read(Plane forces, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            Vector256<float> x = default, y = default;
            for (var row = 0; row < Spline.Width; row++)
            {
                var (node, weight) = (_corners[i] + row * _grid.Side, _weights[2 * Lane * i + Lane + row]);
                x += Vector256.Create(_forceX, node) * weight;
                y += Vector256.Create(_forceY, node) * weight;
            }
            var alongX = Vector256.Create(_weights, 2 * Lane * i);
            (forces.X[i], forces.Y[i]) = (Vector256.Dot(x, alongX), Vector256.Dot(y, alongX));
        }
        return 0;
    }
}
