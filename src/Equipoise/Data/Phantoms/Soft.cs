namespace Equipoise.Data.Phantoms;

/// <summary>
/// Shapes with smooth edges. Here and throughout the renderer only operations that IEEE 754 rounds exactly are used
/// (the four of arithmetic and the square root), so that every platform draws the same bytes.
/// </summary>
internal static class Soft
{
    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    public static double Step(double low, double high, double x)
    {
        var t = Math.Clamp((x - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>How far within a shape a point counts, from its depth below the border.</summary>
    public static double Inside(double depth, double softness) => Step(-softness, softness, depth);

    /// <summary>The smaller, with the corner rounded over <paramref name="radius"/>.</summary>
    public static double Min(double a, double b, double radius)
    {
        var h = Math.Max(0, radius - Math.Abs(a - b)) / radius;
        return Math.Min(a, b) - h * h * radius / 4;
    }

    /// <summary>The larger, with the corner rounded over <paramref name="radius"/>.</summary>
    public static double Max(double a, double b, double radius) => -Min(-a, -b, radius);

    /// <summary>Depth below the border of an ellipse: exact at the border to first order, negative outside.</summary>
    public static double Ellipse(double x, double y, double radiusX, double radiusY)
    {
        var (u, v) = (x / radiusX, y / radiusY);
        var f = Math.Sqrt(u * u + v * v);
        if (f < 1e-9)
            return Math.Min(radiusX, radiusY);
        var gradient = Math.Sqrt(u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY)) / f;
        return (1 - f) / gradient;
    }

    /// <summary>What a beam meets in a hollow bone of this radius at this distance from its axis: bright edges, 0 to about 1.</summary>
    public static double Bone(double distance, double radius)
    {
        var d = distance / radius;
        var outer = 1 - d * d;
        if (outer <= 0)
            return 0;
        var marrow = Math.Max(0, 0.55 - d * d);
        // Squared chords fall off evenly where true chords would end in a step.
        return outer * (1.5 - 0.5 * outer) - 0.75 * marrow;
    }
}
