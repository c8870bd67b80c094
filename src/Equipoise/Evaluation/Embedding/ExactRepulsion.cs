using System.Numerics;

namespace Equipoise.Evaluation.Embedding;

/// <summary>Every pair of points by itself: time grows with the square of their number.</summary>
internal sealed class ExactRepulsion : IRepulsion
{
    public double Forces(Plane at, Plane forces) =>
        at.SumOverBlocks((from, end) =>
        {
            var sum = 0.0;
            for (var i = from; i < end; i += Vector<float>.Count)
                sum += OnVector(at, forces, i);
            return sum;
        }) - at.Points; // every point's pair with itself is 1

    // The points of a vector against all others, one after the other.
    private static double OnVector(Plane at, Plane forces, int first)
    {
        var (x, y) = (new Vector<float>(at.X, first), new Vector<float>(at.Y, first));
        Vector<float> forceX = default, forceY = default, sum = default;
        ReadOnlySpan<float> xs = at.X, ys = at.Y;
        for (var j = 0; j < at.Points; j++)
        {
            var (dx, dy) = (x - new Vector<float>(xs[j]), y - new Vector<float>(ys[j]));
            var near = Vector<float>.One / Vector.FusedMultiplyAdd(dx, dx, Vector.FusedMultiplyAdd(dy, dy, Vector<float>.One));
            sum += near;
            var strength = near * near;
            forceX = Vector.FusedMultiplyAdd(strength, dx, forceX);
            forceY = Vector.FusedMultiplyAdd(strength, dy, forceY);
        }
        forceX.CopyTo(forces.X, first);
        forceY.CopyTo(forces.Y, first);
        var total = 0.0;
        for (var lane = 0; lane < Math.Min(Vector<float>.Count, at.Points - first); lane++)
            total += sum[lane];
        return total;
    }
}
