namespace Equipoise.Generators.Monitoring;

/// <summary>What a measurement meant.</summary>
public enum Verdict
{
    /// <summary>The best value so far.</summary>
    Improved,

    /// <summary>No better than the best, within patience.</summary>
    Worse,

    /// <summary>No better than the best, for as many measurements in a row as patience allows.</summary>
    Stop,
}
