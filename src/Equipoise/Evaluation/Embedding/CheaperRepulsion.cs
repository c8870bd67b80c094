namespace Equipoise.Evaluation.Embedding;

/// <summary>Whichever of the two ways is cheaper for these points; which it is depends on nothing but them.</summary>
internal sealed class CheaperRepulsion : IRepulsion
{
    // Measured: what a node of the periodic grid costs, in pairs of points.
    private const double PairsPerNode = 20;

    private readonly ExactRepulsion _exact = new();
    private readonly InterpolatedRepulsion _interpolated = new();

    public double Forces(Plane at, Plane forces)
    {
        double pairs = (double)at.Points * at.Points, length = Grid.Over(at).Length;
        return (pairs < PairsPerNode * length * length ? _exact : (IRepulsion)_interpolated).Forces(at, forces);
    }
}
