namespace Equipoise.Imaging.Jpeg2000;

/// <summary>A QCD or QCC marker segment (A.6.4, A.6.5).</summary>
/// <param name="GuardBits">Bit planes beyond the nominal range of a band.</param>
/// <param name="Derived">Whether only the lowest band's step is given.</param>
/// <param name="Steps">Exponent and mantissa (11 bits), per band.</param>
internal sealed record Quantisation(int GuardBits, bool Derived, (int Exponent, int Mantissa)[] Steps)
{
    public static Quantisation Read(ref FieldReader fields)
    {
        var style = fields.Byte();
        var steps = new List<(int, int)>();
        var kind = style & 31;
        if (kind > 2)
            throw new UnreadableImageException("damaged JPEG 2000: unknown quantisation");
        while (fields.Remaining >= (kind == 0 ? 1 : 2))
            if (kind == 0)
                steps.Add((fields.Byte() >> 3, 0));
            else if (fields.UInt16() is var step)
                steps.Add((step >> 11, step & 0x7FF));
        return new(style >> 5, kind == 1, [.. steps]);
    }

    /// <summary>The step of a band (E-3, E-5).</summary>
    /// <param name="resolution">0 is the lowest.</param>
    /// <param name="orientation">1 (HL), 2 (LH), 3 (HH); 0 only at the lowest resolution.</param>
    public (int Exponent, int Mantissa) Step(int resolution, int orientation)
    {
        var band = Derived ? 0 : Math.Max(0, 3 * (resolution - 1)) + orientation;
        if (band >= Steps.Length)
            throw new UnreadableImageException("damaged JPEG 2000: a band has no quantisation step");
        var (exponent, mantissa) = Steps[band];
        return (Derived ? Math.Max(0, exponent - Math.Max(0, resolution - 1)) : exponent, mantissa);
    }
}
