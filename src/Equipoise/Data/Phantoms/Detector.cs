using Equipoise.Common;

namespace Equipoise.Data.Phantoms;

/// <summary>From attenuation to brightness: quantum noise, exposure, contrast and the response of the film.</summary>
internal sealed class Detector
{
    private static readonly (int Cells, double Share)[] Grains = [(64, 0.35), (128, 0.7), (256, 1.3)];

    private readonly PhantomFactors _factors;
    private readonly List<(ValueNoise Noise, double Share)> _grains = [];

    /// <param name="factors">The phantom.</param>
    /// <param name="samples">Samples per row. Finer grain would average out within them and is left away.</param>
    public Detector(PhantomFactors factors, int samples)
    {
        _factors = factors;
        foreach (var (cells, share) in Grains)
            if (cells <= samples)
                _grains.Add((new ValueNoise(cells, new Seed(factors.NoiseSeed).For(cells)), share));
    }

    /// <summary>The brightness, 0 to 1, of this attenuation at this place of the image.</summary>
    public double Respond(double attenuation, double x, double y)
    {
        var grain = 0.0;
        foreach (var (noise, share) in _grains)
            grain += share * noise.At(x, y);
        // Fewer quanta come through where there is more to pass.
        attenuation += _factors.Noise * (0.25 + 1.1 * attenuation) * grain;
        var linear = _factors.Contrast * (attenuation - 0.5) + 0.5 * _factors.Exposure * (0.4 + attenuation) + 0.5 * _factors.Shading * x;
        var s = 1.9 * linear;
        var film = s / Math.Sqrt(Math.Sqrt(1 + s * s * s * s));
        return Math.Clamp(0.5 + 0.5 * film, 0, 1);
    }
}
