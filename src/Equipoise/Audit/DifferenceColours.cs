namespace Equipoise.Audit;

/// <summary>Colours of a signed quantity: white for none, orange for more, blue for less; told apart by readers with any colour vision.</summary>
internal static class DifferenceColours
{
    /// <summary>The value that has the full colour.</summary>
    public const double Full = 1.5;

    private static readonly (double R, double G, double B) More = (179, 88, 6), Less = (33, 102, 172);

    /// <summary>The picture.</summary>
    /// <returns>[3,n] uint8.</returns>
    public static byte[] Paint(ReadOnlySpan<double> values)
    {
        var planes = new byte[3 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var strength = Math.Min(1, Math.Abs(values[i]) / Full);
            var (r, g, b) = values[i] > 0 ? More : Less;
            planes[i] = Mix(r);
            planes[values.Length + i] = Mix(g);
            planes[2 * values.Length + i] = Mix(b);

            byte Mix(double full) => (byte)(255 + strength * (full - 255) + 0.5);
        }
        return planes;
    }
}
