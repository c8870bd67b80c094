namespace Equipoise.Evaluation;

/// <summary>Which values of a figure are better.</summary>
public enum Best
{
    /// <summary>Lower ones.</summary>
    Low,

    /// <summary>Higher ones.</summary>
    High,

    /// <summary>Those nearer to 1: a ratio of synthetic to real images.</summary>
    One,
}
