namespace Equipoise.Evaluation.Embedding;

/// <summary>Whichever of the two ways is cheaper for these points; which it is depends on nothing but them.</summary>
internal sealed class CheaperRepulsion : IRepulsion
{
    // What a node of the periodic grid costs, in pairs of points: 25 to 60 were measured, more on small grids.
    private const double PairsPerNode = 40;

    private readonly ExactRepulsion _exact = new();
    private readonly InterpolatedRepulsion _interpolated = new();

    public double Forces(Plane at, Plane forces)
    {
        double pairs = (double)at.Points * at.Points, length = Grid.Over(at).Length;
        return (pairs < PairsPerNode * length * length ? _exact : (IRepulsion)_interpolated).Forces(at, forces);
    }
}
