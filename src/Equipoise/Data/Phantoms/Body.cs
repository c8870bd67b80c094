namespace Equipoise.Data.Phantoms;

/// <summary>The soft tissue of neck, shoulders and trunk.</summary>
internal sealed class Body(PhantomFactors factors)
{
    private const double TrunkCentre = 0.60;

    /// <summary>How much tissue the beam meets, 0 in air to about 1.</summary>
    /// <param name="x">To the right of the image, within the patient.</param>
    /// <param name="y">Downwards.</param>
    /// <param name="cage">Depth below the inner side of the ribs.</param>
    public double At(double x, double y, double cage)
    {
        var depth = Depth(x, y, cage);
        return depth < -0.02 ? 0 : Soft.Inside(depth, 0.02) * (0.50 + 0.50 * Soft.Step(0, 0.40, depth));
    }

    private double Depth(double x, double y, double cage)
    {
        var a = Math.Abs(x);
        var height = TrunkCentre + factors.BodyHeight;
        var (u, v) = (a / factors.BodyWidth, (y - TrunkCentre) / height);
        var trunk = (1 - Math.Sqrt(Math.Sqrt(u * u * u * u + v * v * v * v))) * 0.9;
        var neck = Soft.Min(0.25 - a, -0.3 - y, 0.1);
        var shoulder = Soft.Ellipse(a - factors.BodyWidth + 0.02, y + factors.BodyHeight - 0.24, 0.26, 0.25);
        var arm = Soft.Min(0.15 - Math.Abs(a - factors.BodyWidth - 0.13 - 0.16 * (y + 0.3)), y + factors.BodyHeight - 0.25, 0.1);
        trunk = Soft.Max(trunk, Soft.Max(shoulder, arm, 0.1), 0.12);
        // Skin lies over the lung's apex whatever the shoulders' height.
        if (y < 0)
            trunk = Soft.Max(trunk, cage + 0.10, 0.16);
        return Soft.Max(trunk, neck, 0.40);
    }
}
