namespace Equipoise.Data.Phantoms;

/// <summary>Ribs, clavicles, shoulder blades and shoulders, as attenuation above that of soft tissue.</summary>
internal sealed class Skeleton(PhantomFactors factors, Lungs lungs)
{
    private readonly double _pitch = 1.45 / factors.RibCount;

    /// <summary>The attenuation of all bones at a place.</summary>
    /// <param name="x">To the right of the image, within the patient.</param>
    /// <param name="y">Downwards.</param>
    /// <param name="cage">Depth below the inner side of the ribs.</param>
    /// <param name="below">Distance below the diaphragm.</param>
    public double At(double x, double y, double cage, double below) =>
        factors.RibContrast * (Ribs(x, y, cage, below) + 1.7 * Clavicle(x, y) + 0.55 * ShoulderBlade(x, y) + 1.6 * Humerus(x, y));

    private double Ribs(double x, double y, double cage, double below)
    {
        // The chest wall holds the ribs a little outside the lung.
        if (cage < -0.06)
            return 0;
        var a = Math.Abs(x) / lungs.Width(x);
        var fade = Soft.Step(-0.06, -0.02, cage) * (0.35 + 0.65 * Soft.Step(0.25, -0.05, below));
        return fade * (Posterior(a, y) + 0.5 * Anterior(a, y));
    }

    // From the spine outwards: a slight rise, then an ever steeper fall.
    private double Posterior(double a, double y)
    {
        var curve = -0.05 * a + factors.RibSlope * a * a + 0.22 * a * a * a * a * a * a;
        return Soft.Step(0.05, 0.2, a) * Band(y - curve + factors.LungTop - 0.06, 0.24 * _pitch);
    }

    // From the side inwards and down, ending in cartilage that does not show.
    private double Anterior(double a, double y)
    {
        var inwards = Math.Max(0, 1 - a);
        var curve = factors.RibSlope + 0.17 + 0.52 * inwards - 0.20 * inwards * inwards;
        return Soft.Step(0.38, 0.62, a) * Band(y - curve + factors.LungTop - 0.06, 0.26 * _pitch);
    }

    private double Band(double along, double radius)
    {
        var index = Math.Clamp(Math.Round(along / _pitch), 0, factors.RibCount - 1);
        return Soft.Bone(Math.Abs(along - index * _pitch), radius);
    }

    private double Clavicle(double x, double y)
    {
        var a = Math.Abs(x - 0.6 * factors.Rotation);
        if (y > -0.3)
            return 0;
        var t = (a - 0.10) / 0.62;
        // An S: convex near the sternum, concave near the shoulder.
        var curve = -factors.LungTop + 0.22 - 0.17 * t + 0.10 * t * (1 - t) * (1 - 2 * t);
        var ends = Soft.Step(-0.04, 0.05, t) * Soft.Step(1.12, 1.0, t);
        return ends * Soft.Bone(Math.Abs(y - curve), 0.036 + 0.012 * (1 - t) * (1 - t));
    }

    private double ShoulderBlade(double x, double y)
    {
        var a = Math.Abs(x);
        if (a < factors.LungWidth - 0.18)
            return 0;
        var top = -factors.BodyHeight + 0.10;
        var medial = a - (factors.LungWidth - 0.13 + 0.16 * (y - top));
        var lateral = factors.LungWidth + 0.14 - 0.20 * (y - top) - a;
        var depth = Soft.Min(Soft.Min(medial, lateral, 0.05), Soft.Min(y - top, top + 0.62 - y, 0.05), 0.05);
        return 0.45 * Soft.Inside(depth, 0.02) + 0.5 * Soft.Step(0.03, 0.0, Math.Abs(depth - 0.01));
    }

    private double Humerus(double x, double y)
    {
        var a = Math.Abs(x) - (factors.BodyWidth + 0.02);
        if (a < -0.2)
            return 0;
        var v = y + factors.BodyHeight - 0.17;
        var head = Soft.Ellipse(a, v, 0.12, 0.12);
        var shaft = Soft.Min(0.07 - Math.Abs(a - 0.05 - 0.10 * v), v, 0.03);
        var depth = Soft.Max(head, shaft, 0.05);
        return 0.6 * Soft.Inside(depth, 0.02) + 0.4 * Soft.Step(0.035, 0.0, Math.Abs(depth - 0.012));
    }
}
