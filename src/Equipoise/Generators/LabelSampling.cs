namespace Equipoise.Generators;

/// <summary>Which images labels are drawn from.</summary>
public enum LabelSampling
{
    /// <summary>Every class equally often.</summary>
    Uniform,

    /// <summary>As often as in the training images.</summary>
    Natural,
}
