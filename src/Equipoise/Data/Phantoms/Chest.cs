using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>The attenuation along the beam through the whole patient.</summary>
internal sealed class Chest(PhantomFactors factors)
{
    private const double FullTissue = 0.72;

    private readonly Lungs _lungs = new(factors);
    private readonly Mediastinum _mediastinum = new(factors);
    private readonly Skeleton _skeleton = new(factors, new Lungs(factors));
    private readonly Body _body = new(factors);
    private readonly Disease _disease = new(factors);
    private readonly ValueNoise _aeration = new(13, new Seed(factors.TissueSeed).For("aeration"));
    private readonly ValueNoise _tissue = new(9, new Seed(factors.TissueSeed).For("tissue"));

    /// <summary>The attenuation at a place.</summary>
    /// <param name="x">To the right of the image, within the patient.</param>
    /// <param name="y">Downwards.</param>
    /// <param name="vessels">What the vessels add where there is lung.</param>
    public double At(double x, double y, double vessels)
    {
        var cage = _lungs.CageDepth(x, y);
        var body = _body.At(x, y, cage);
        if (body == 0)
            return 0;
        var below = y - _lungs.Diaphragm(x);
        var depth = Lungs.AboveDiaphragm(cage, below);
        var lung = Soft.Inside(depth, Lungs.Softness);
        // A little lung lies before and behind the heart, and lungs are thinner at their border.
        var free = lung * (1 - 0.86 * Soft.Inside(_mediastinum.Depth(x, y), 0.016));
        var air = free * (0.78 + 0.22 * Soft.Step(0, 0.22, depth));
        var tissue = body * (FullTissue + 0.018 * _tissue.At(x, y)) + Abdomen(x, below) * body;
        tissue += air * (factors.WallDensity * (0.7 + 0.3 * body) - tissue);
        tissue -= 0.14 * _mediastinum.Airway(x, y);
        tissue += _mediastinum.Spine(x, y) + _skeleton.At(x, y, cage, below) * Math.Min(1, 2 * body);
        tissue += free * (vessels + factors.Unevenness * _aeration.At(x, y)) + lung * Hilum(x, y);
        return _disease.Present && free > 0 ? tissue + free * _disease.At(x, y) : tissue;
    }

    private static double Abdomen(double x, double below)
    {
        var liver = Soft.Step(-0.02, 0.15, below) * (x < 0 ? 0.07 : 0.05);
        var stomach = x > 0 ? Soft.Inside(Soft.Ellipse(x - 0.42, below - 0.12, 0.16, 0.06), 0.03) : 0;
        return liver - 0.10 * stomach;
    }

    private double Hilum(double x, double y)
    {
        var u = Math.Abs(x - factors.Rotation) - 0.19;
        var v = y - (x > 0 ? -0.05 : 0.01);
        return 0.08 * factors.Vascularity * Soft.Step(1, 0, Math.Sqrt(u * u / (0.13 * 0.13) + v * v / (0.20 * 0.20)));
    }
}
