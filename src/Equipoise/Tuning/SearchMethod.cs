namespace Equipoise.Tuning;

/// <summary>Which candidates are tried, and for how many epochs.</summary>
public enum SearchMethod
{
    /// <summary>Every combination of the listed values, to the end.</summary>
    Grid,

    /// <summary>Candidates drawn by chance (Bergstra and Bengio 2012), to the end.</summary>
    Random,

    /// <summary>Candidates drawn by chance, of which the better ones go on; see <see cref="SuccessiveHalving"/>.</summary>
    Asha,
}
