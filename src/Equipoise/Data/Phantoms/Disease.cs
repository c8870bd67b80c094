using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>The opacities' attenuation, not yet confined to the lungs.</summary>
internal sealed class Disease(PhantomFactors factors)
{
    private readonly ValueNoise _outline = new(14, new Seed(factors.TissueSeed).For("outline"));
    private readonly ValueNoise _coarse = new(30, new Seed(factors.TissueSeed).For("coarse mesh"));
    private readonly ValueNoise _fine = new(44, new Seed(factors.TissueSeed).For("fine mesh"));

    /// <summary>Whether there is any.</summary>
    public bool Present => factors.Opacities.Count > 0;

    /// <summary>The attenuation that the opacities add at this place.</summary>
    public double At(double x, double y)
    {
        var sum = 0.0;
        var (edge, mesh) = (double.NaN, 0.0);
        foreach (var opacity in factors.Opacities)
        {
            var (u, v) = ((x - opacity.X) / opacity.Extent, (y - opacity.Y) / opacity.Extent);
            if (u * u + v * v > 2.2)
                continue;
            if (double.IsNaN(edge))
                (edge, mesh) = (1 + 0.16 * _outline.At(x, y), Mesh(x, y));
            var distance = Math.Sqrt(u * u + v * v) * edge;
            var haze = Soft.Step(1.1, 0.35, distance);
            sum += opacity.Density * haze * (1 + opacity.Reticulation * (mesh - 1));
        }
        // Opacities that overlap add up to no more than consolidated lung.
        return sum / (1 + 0.9 * sum);
    }

    // Lines where a smooth noise crosses zero: a network with cells of about its lattice's size. Mean about 1.
    private double Mesh(double x, double y)
    {
        // Turned, so that the lattice does not run along the image's rows.
        var coarse = Soft.Step(0.6, 0, Math.Abs(_coarse.At(0.8 * x + 0.6 * y, 0.8 * y - 0.6 * x)));
        var fine = Soft.Step(0.6, 0, Math.Abs(_fine.At(0.6 * x - 0.8 * y, 0.6 * y + 0.8 * x)));
        return 0.4 + 0.9 * (coarse + fine);
    }
}
