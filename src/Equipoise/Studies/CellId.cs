using System.Globalization;

namespace Equipoise.Studies;

/// <summary>One arm at one fraction with one seed.</summary>
public sealed record CellId(string Arm, double Fraction, int Seed)
{
    /// <summary>The cell's folder within the study's.</summary>
    public string Folder => Path.Combine("cells", Arm, FractionName(Fraction), Seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>A fraction as folders and tables have it: 0.05, 1.</summary>
    public static string FractionName(double fraction) => fraction.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => $"{Arm}, {Fraction.ToString("P0", CultureInfo.InvariantCulture)}, seed {Seed}";
}
