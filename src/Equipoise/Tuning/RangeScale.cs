namespace Equipoise.Tuning;

/// <summary>Where in a range values are drawn more often.</summary>
public enum RangeScale
{
    /// <summary>Everywhere as often.</summary>
    Linear,

    /// <summary>As often in every factor: between 1e-5 and 1e-4 as between 1e-4 and 1e-3.</summary>
    Log,
}
