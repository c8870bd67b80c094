namespace Equipoise.Data.Phantoms;

/// <summary>The two lung fields: a rib cage's arch above, the mediastinum between, a diaphragm's dome below.</summary>
internal sealed class Lungs(PhantomFactors factors)
{
    private const double Apex = 0.36;
    private const double Widest = 0.34;

    /// <summary>Half the width of a lung's border.</summary>
    public const double Softness = 0.014;

    /// <summary>Depth below the border of the nearer lung; positive inside.</summary>
    public double Depth(double x, double y) => AboveDiaphragm(CageDepth(x, y), y - Diaphragm(x));

    /// <summary>The same, where the cage's depth and the distance below the diaphragm are known already.</summary>
    public static double AboveDiaphragm(double cage, double below) => Soft.Min(cage, -below, 0.05);

    /// <summary>Depth below the inner side of the ribs and the midline, the diaphragm left out.</summary>
    public double CageDepth(double x, double y)
    {
        var a = Math.Abs(x);
        var q = Math.Max(0, (Widest - y) / (Widest + factors.LungTop));
        var wall = y > Widest
            ? Width(x) - 0.25 * (y - Widest) * (y - Widest) - a
            : Soft.Ellipse(Math.Max(0, a - Apex), y - Widest, Width(x) - Apex, Widest + factors.LungTop);
        var medial = a - 0.08 - 0.24 * q * q * q * q;
        return Soft.Min(wall, medial, 0.06);
    }

    /// <summary>Distance from the midline to the rib cage on this side.</summary>
    public double Width(double x) => factors.LungWidth * (1 + (x < 0 ? -0.5 : 0.5) * factors.LungAsymmetry);

    /// <summary>Where the lung ends below: deepest at the side, in the costophrenic angle.</summary>
    public double Diaphragm(double x)
    {
        var dome = factors.RightDiaphragm + (x < 0 ? 0 : factors.DiaphragmDifference);
        var t = (Math.Abs(x) - 0.52 * Width(x)) / (0.48 * Width(x));
        return dome + (t > 0 ? 0.21 * t * t * (0.55 + 0.45 * t * t) : 0.08 * t * t);
    }
}
