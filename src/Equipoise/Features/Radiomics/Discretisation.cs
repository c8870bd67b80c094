namespace Equipoise.Features.Radiomics;

/// <summary>
/// A fixed number of bins over a fixed range, which values beyond it join at its ends. A range taken from each image would
/// divide its brightness and contrast away and blow up the noise of flat ones; here a level is the same grey in every image.
/// </summary>
internal sealed record Discretisation(double Low, double High, int Bins)
{
    /// <summary>Grey in [0,1].</summary>
    public static Discretisation Grey { get; } = new(0, 1, 32);

    /// <summary>Signed responses: an odd number of bins, so that those about zero, which flat regions give, share one.</summary>
    public static Discretisation Signed(double most) => new(-most, most, 33);

    public GreyLevels Apply(Plane plane)
    {
        var levels = new byte[plane.Values.Length];
        var perUnit = Bins / (High - Low);
        for (var i = 0; i < levels.Length; i++)
            levels[i] = (byte)(1 + Math.Clamp((int)((plane.Values[i] - Low) * perUnit), 0, Bins - 1));
        return new GreyLevels(levels, plane.Height, plane.Width, Bins);
    }
}
