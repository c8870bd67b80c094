namespace Equipoise.Evaluation.Embedding;

/// <summary>A square grid over all points, with room for the nodes that the outermost touch.</summary>
/// <param name="Left">The least x.</param>
/// <param name="Bottom">The least y.</param>
/// <param name="Spacing">Distance of two nodes, a power of two.</param>
/// <param name="Side">Nodes along a side, a multiple of twice the lanes.</param>
/// <param name="Length">Nodes along a side of the periodic grid in which it lies.</param>
internal readonly record struct Grid(float Left, float Bottom, float Spacing, int Side, int Length)
{
    // Student's kernel has width 1. Forces on clustered points are then right to a hundredth, at half a unit to three hundredths.
    private const float Coarsest = 0.375f;

    // Where points lie close together the grid is finer, so that errors stay small beside their distances.
    private const int LeastCells = 48;

    // Nodes between the furthest distance of points and the seam of the periodic grid, where the odd kernels jump and the
    // interpolation rings.
    private const int Margin = 16;

    public static Grid Over(Plane at)
    {
        var (left, right) = Range(at.X.AsSpan(0, at.Points));
        var (bottom, top) = Range(at.Y.AsSpan(0, at.Points));
        return Fit(left, bottom, Math.Max(right - left, top - bottom));
    }

    // Beyond the longest transform the grid gets coarser.
    private static Grid Fit(float left, float bottom, float extent)
    {
        var spacing = Coarsest;
        while (extent > 0 && extent < LeastCells * spacing)
            spacing /= 2;
        while (Needed(extent, spacing) > LaneFourier.Lengths[^1])
            spacing *= 2;
        var length = LaneFourier.Lengths.First(l => l >= Needed(extent, spacing));
        return new Grid(left, bottom, spacing, Rounded(Nodes(extent, spacing)), length);
    }

    private static int Needed(float extent, float spacing) => (int)Math.Min(int.MaxValue, 2 * (Nodes(extent, spacing) + Margin));

    private static long Nodes(float extent, float spacing) => (long)(extent / spacing) + 1 + Spline.Width;

    private static int Rounded(long nodes) => (int)((nodes + 2 * Lanes.Count - 1) / (2 * Lanes.Count)) * 2 * Lanes.Count;

    private static (float Least, float Greatest) Range(ReadOnlySpan<float> values)
    {
        var (least, greatest) = (values[0], values[0]);
        foreach (var v in values)
            (least, greatest) = (Math.Min(least, v), Math.Max(greatest, v));
        return (least, greatest);
    }
}
