namespace Equipoise.Data.Phantoms;

/// <summary>Heart, great vessels, airway and spine: what stands between the lungs.</summary>
internal sealed class Mediastinum(PhantomFactors factors)
{
    private const double Reach = 0.65;

    /// <summary>Depth below the border of heart and great vessels; positive inside, minus infinity far outside.</summary>
    public double Depth(double x, double y)
    {
        x -= factors.Rotation;
        if (Math.Abs(x) > Reach)
            return double.NegativeInfinity;
        var size = factors.HeartSize;
        // The heart rests on the diaphragm, its apex towards the image's right.
        var bottom = factors.RightDiaphragm + 0.08;
        var (hx, hy) = (x - 0.13 * size, y - (bottom - 0.21 * size));
        var ventricle = Soft.Ellipse(0.88 * hx + 0.47 * hy, -0.47 * hx + 0.88 * hy, 0.31 * size, 0.22 * size);
        var atrium = Soft.Ellipse(x + 0.05, y - (bottom - 0.24 * size), 0.15 * size, 0.26 * size);
        var trunk = Soft.Min(0.115 + 0.05 * (y + 0.2) * (y + 0.2) - Math.Abs(x - 0.01), bottom - y, 0.05);
        var knob = Soft.Ellipse(x - 0.085, y + 0.27, 0.095, 0.11);
        var pulmonary = Soft.Ellipse(x - 0.09, y + 0.07, 0.10, 0.13);
        var heart = Soft.Max(ventricle, atrium, 0.10);
        return Soft.Max(heart, Soft.Max(trunk, Soft.Max(knob, pulmonary, 0.04), 0.06), 0.14);
    }

    /// <summary>Attenuation of spine and sternum above that of the tissue around them.</summary>
    public double Spine(double x, double y)
    {
        var across = Math.Abs(x - 0.5 * factors.Rotation);
        if (across > 0.13)
            return 0;
        var body = Soft.Step(0.13, 0.05, across);
        var along = (y + 1) / 0.135;
        var phase = along - Math.Floor(along);
        var disc = Soft.Step(0.0, 0.16, Math.Min(phase, 1 - phase));
        var process = Soft.Step(0.028, 0.008, across) * Soft.Step(0.34, 0.15, Math.Abs(phase - 0.5));
        return body * (0.07 + 0.05 * disc) + 0.04 * process;
    }

    /// <summary>How much of the beam runs through trachea and main bronchi, 0 to 1.</summary>
    public double Airway(double x, double y)
    {
        x -= 0.7 * factors.Rotation;
        const double carina = -0.22;
        if (y > carina + 0.14 || Math.Abs(x) > 0.25)
            return 0;
        var below = Math.Max(0, y - carina);
        var distance = Math.Abs(Math.Abs(x) - 1.1 * below);
        return Soft.Step(0.06, 0.01, distance) * Soft.Step(carina + 0.14, carina - 0.12, y);
    }
}
